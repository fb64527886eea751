package io.neuralops.sql.isolation;

import io.vertx.core.Future;
import java.util.List;

/**
 * The door through which a database is attacked to prove that it keeps tenants apart. The attacks have to be raw statements,
 * past the stores and their predicates; so that nobody else can use this door, it takes no input at all: the statements are
 * written down behind it, and the tenants are the canaries.
 */
public interface Isolation extends ProbeSource {
    /** Kind and version of the database. */
    Future<Engine> engine();

    /** What leaves tenants unprotected just now, in words; empty if nothing does. Cheap, also with a thousand tenants. */
    Future<List<String>> gaps();
}
