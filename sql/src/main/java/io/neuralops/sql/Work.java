package io.neuralops.sql;

import io.vertx.core.Future;

/**
 * What is done within one transaction. It must not start anything that outlives the future it returns, and it may be run
 * again after a rollback, so it changes nothing but the database.
 */
@FunctionalInterface
public interface Work<T> {
    Future<T> run(Session session);
}
