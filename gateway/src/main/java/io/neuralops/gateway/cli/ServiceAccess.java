package io.neuralops.gateway.cli;

import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.Home;
import io.neuralops.gateway.config.SecretsKeeper;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How commands get at the data: through the service that runs on the same home or, if none does, through one that is started
 * in this process for as long as the command lasts. Either way it is the same API.
 */
final class ServiceAccess {
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

    /** Starts a service in this process. */
    @FunctionalInterface
    public interface Starter {
        RunningService start(Config config, Clock clock);
    }

    private final Terminal terminal;
    private final Starter starter;

    ServiceAccess(Terminal terminal, Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    /** Something done with the API of a tenant. */
    @FunctionalInterface
    interface Task {
        int with(Api api) throws Exception;
    }

    /** The settings of this process. */
    Config config() {
        return Config.from(terminal.environment());
    }

    /** Does something with the API, as an admin of a tenant. */
    int use(TenantId tenant, Task task) throws Exception {
        Config config = config();
        Optional<Home> free = Home.take(config.home());
        if (free.isEmpty()) {
            String url = Home.serviceAt(config.home())
                    .orElseThrow(() -> new Failure.Conflict(
                                    "another process uses " + config.home().toAbsolutePath()
                                            + " and does not answer yet; try again in a moment")
                            .asException());
            return withTokens(config, tokens -> task.with(new Api(url, token(tokens, tenant))));
        }
        free.get().close();
        try (RunningService service = starter.start(config.forACommand(), terminal.clock())) {
            return task.with(new Api(service.urls().getFirst(), token(service.tokens(), tenant)));
        }
    }

    /** Something done with the key that signs tokens. */
    @FunctionalInterface
    interface TokenTask {
        int with(JWTAuth tokens) throws Exception;
    }

    /** Does something with the key that signs tokens; needs no service. */
    int withTokens(Config config, TokenTask task) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return task.with(LocalTokens.auth(vertx, SecretsKeeper.of(config)));
        } finally {
            vertx.close().await();
        }
    }

    private Supplier<String> token(JWTAuth tokens, TenantId tenant) {
        Principal principal = new Principal(tenant, Role.ADMIN, "command-line");
        return () -> LocalTokens.mint(tokens, principal, terminal.clock().instant(), TOKEN_LIFETIME);
    }
}
