package io.neuralops.gateway.auth;

import io.neuralops.gateway.config.TokenSettings;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Those whose tokens are taken: the local key, and the issuer of the settings if one is named there. */
public final class Issuers {
    private static final long LOOK_MS = 1_000;

    private final Vertx vertx;
    private final TokenIssuer local;
    private final LocalKeySet localKeys;
    private final @Nullable TokenIssuer real;
    private final @Nullable IssuerKeys realKeys;

    /** Reads no key yet. */
    public Issuers(Vertx vertx, TokenSettings settings, Secrets secrets, Blocking blocking, Clock clock, Json json) {
        this.vertx = vertx;
        // Whoever can read the local key on this machine can read the data too; from elsewhere only the issuer's word
        // counts.
        localKeys = new LocalKeySet(() -> LocalTokens.keySet(vertx, secrets), blocking, System::nanoTime);
        local = new TokenIssuer(
                TokenSettings.LOCAL_ISS, TokenSettings.DEFAULT_AUDIENCE, settings.realIssuer(), localKeys);
        if (settings.realIssuer()) {
            JwksSource source = settings.jwksByUrl()
                    ? new JwksUrl(vertx, settings.jwks(), JwksUrl.TIMEOUT)
                    : new JwksFile(vertx, settings.jwks());
            JwksReader reader = new JwksReader(json);
            realKeys = new IssuerKeys(
                    source,
                    body -> new KeySet(vertx, settings.issuer(), settings.audience(), reader.read(body)),
                    clock,
                    IssuerKeys.Pace.USUAL);
            real = new TokenIssuer(settings.issuer(), settings.audience(), false, realKeys);
        } else {
            realKeys = null;
            real = null;
        }
    }

    /**
     * Begins to read keys; the future ends with the first attempt. It fails if the local key can't be used; that keys can't be
     * had yet is no failure.
     */
    public Future<Void> start() {
        Future<Void> own = localKeys.start();
        IssuerKeys keys = realKeys;
        if (keys == null) {
            return own;
        }
        Future<Void> first = keys.refresh();
        vertx.setPeriodic(LOOK_MS, id -> keys.refreshIfDue());
        return Future.join(own, first).mapEmpty();
    }

    /** What has to be there before the service can do its work, by name. */
    public Map<String, Supplier<Future<?>>> checks() {
        IssuerKeys keys = realKeys;
        return keys == null ? Map.of() : Map.of("keys", keys::currentOrWait);
    }

    /** The issuer that a token names. */
    Optional<TokenIssuer> named(String name) {
        if (name.equals(local.name())) {
            return Optional.of(local);
        }
        return Optional.ofNullable(real).filter(issuer -> issuer.name().equals(name));
    }
}
