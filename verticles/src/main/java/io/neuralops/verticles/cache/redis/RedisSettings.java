package io.neuralops.verticles.cache.redis;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis. The password shows in no message and no log.
 *
 * @param tls whether to talk over TLS; then the server must prove its name
 * @param user empty for the default one
 * @param password empty if there is none, or if it is kept with the other secrets
 * @param database the number of it
 * @param certificate a PEM file with the authorities to trust; null for those of the Java installation
 */
public record RedisSettings(
        String host,
        int port,
        boolean tls,
        String user,
        String password,
        int database,
        @Nullable Path certificate) {
    /** For the log, and {@code /healthz} of local mode. */
    public String about() {
        return host + ":" + port + "/" + database + (tls ? "" : ", not encrypted");
    }

    /** Where it is, without anything secret. */
    String address() {
        return (tls ? "rediss" : "redis") + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/"
                + database;
    }

    @Override
    public String toString() {
        return "RedisSettings[" + about() + (user.isEmpty() ? "" : ", as " + user) + "]";
    }
}
