package io.neuralops.gateway.config;

import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.cache.LocalCache;
import io.neuralops.verticles.cache.redis.RedisCache;
import io.neuralops.verticles.cache.redis.RedisSettings;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Where answers are kept for who asks the same again: decided by the settings, once. */
public final class CacheKeeper {
    private static final String SECRET = "redis";
    private static final String PASSWORD = "password";

    private CacheKeeper() {}

    /**
     * Opens it. A Redis that can't be had now is no failure.
     *
     * @param secrets has the password of Redis if its URL has none
     * @param asking for what asks the keeper of secrets
     * @param names gives a name that nobody was given before
     */
    public static Cache of(Vertx vertx, Config config, Secrets secrets, Blocking asking, Supplier<String> names) {
        RedisSettings redis = config.redis();
        if (redis == null) {
            return new LocalCache(Keeping.usual(), System::nanoTime, CacheKeeper::random);
        }
        return new RedisCache(
                vertx,
                redis,
                () -> asking.run(() -> secrets.find(SECRET).map(secret -> secret.field(PASSWORD))),
                Keeping.usual(),
                names,
                System::nanoTime,
                CacheKeeper::random);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
