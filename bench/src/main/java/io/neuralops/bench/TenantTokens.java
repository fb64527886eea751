package io.neuralops.bench;

import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.secrets.FileSecrets;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Tokens of an installation in great number: the command starts a JVM for each. */
final class TenantTokens implements AutoCloseable {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final JWTAuth auth;

    /** Takes the home of the installation, whose key signs. */
    TenantTokens(Path home) {
        auth = LocalTokens.auth(vertx, new FileSecrets(home.resolve("keys")));
    }

    String of(TenantId tenant, Role role) {
        return LocalTokens.mint(auth, new Principal(tenant, role, "bench"), Instant.now(), LIFETIME);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
