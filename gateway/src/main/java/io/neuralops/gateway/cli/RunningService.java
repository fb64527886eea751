package io.neuralops.gateway.cli;

import io.vertx.ext.auth.jwt.JWTAuth;
import java.util.List;

/** A service in this process, as commands see it. */
public interface RunningService extends AutoCloseable {
    /** Where it is reached. */
    List<String> urls();

    /** What it is made of, for the log. */
    String about();

    /** Signs tokens that it accepts. Blocking. */
    JWTAuth tokens();

    @Override
    void close();
}
