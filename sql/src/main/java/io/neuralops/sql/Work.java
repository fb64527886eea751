package io.neuralops.sql;

import io.vertx.core.Future;

/** What is done within one transaction. It must not start anything that outlives the future it returns. */
@FunctionalInterface
public interface Work<T> {
    Future<T> run(Session session);
}
