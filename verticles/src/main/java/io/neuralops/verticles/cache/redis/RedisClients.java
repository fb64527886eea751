package io.neuralops.verticles.cache.redis;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Clients of one connection each. */
final class RedisClients {
    private static final int NEVER = -1;
    private static final int MOST_COMMANDS = 4_096;
    private static final Pattern CODE = Pattern.compile("([A-Z]{3,20})(?: .*)?", Pattern.DOTALL);

    private RedisClients() {}

    static Redis client(Vertx vertx, RedisSettings settings, Optional<String> password, int connectMs) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(settings.address())
                .setNetClientOptions(net(settings, connectMs))
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(NEVER)
                // Else each would be measured under a name of its own.
                .setPoolName("cache")
                .setMaxWaitingHandlers(MOST_COMMANDS);
        if (!settings.user().isEmpty()) {
            options.setUser(settings.user());
        }
        password.ifPresent(options::setPassword);
        return Redis.createClient(vertx, options);
    }

    private static NetClientOptions net(RedisSettings settings, int connectMs) {
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout(connectMs)
                .setReconnectAttempts(0)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        if (settings.tls()) {
            options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            if (settings.certificate() != null) {
                options.setTrustOptions(
                        new PemTrustOptions().addCertPath(settings.certificate().toString()));
            }
        }
        return options;
    }

    /** What failed, without any text that a library made: there may be an address with a password in it. */
    static String words(@Nullable Throwable cause) {
        if (cause == null) {
            return "it was closed";
        }
        Matcher code = CODE.matcher(cause.getMessage() == null ? "" : cause.getMessage());
        return code.matches() ? "it says " + code.group(1) : "it can't be reached (" + name(cause) + ")";
    }

    private static String name(Throwable cause) {
        Throwable root = cause;
        for (int i = 0; i < 10 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
