package io.neuralops.gateway;

import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.gateway.bridge.BridgeLimits;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.http.connection.Patience;
import io.neuralops.gateway.observe.Logging;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A service in this process on a free port, with a clock that tests set. */
public final class TestService implements AutoCloseable {
    /** What the clock says at first. A Monday. */
    public static final Instant START = Instant.parse("2025-06-02T12:00:00Z");

    private final Application application;
    private final SettableClock clock;

    private TestService(Application application, SettableClock clock) {
        this.application = application;
        this.clock = clock;
    }

    /** Starts in local mode. */
    public static TestService start(Path home) {
        return start(home, Map.of());
    }

    public static TestService start(Path home, Map<String, String> environment) {
        return start(home, environment, new SettableClock(START));
    }

    public static TestService start(Path home, Map<String, String> environment, SettableClock clock) {
        Logging.configure();
        return new TestService(Application.start(config(home, environment), clock), clock);
    }

    /** Starts with little patience for slow callers. */
    public static TestService start(Path home, Map<String, String> environment, Patience patience) {
        return start(home, environment, patience, BridgeLimits.of(patience));
    }

    /** The same with other limits of the bridge. */
    public static TestService start(
            Path home, Map<String, String> environment, Patience patience, BridgeLimits limits) {
        Logging.configure();
        SettableClock clock = new SettableClock(START);
        return new TestService(Application.start(config(home, environment), clock, patience, limits), clock);
    }

    /** Settings of a service in this home, on free ports. */
    public static Config config(Path home, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("NEURALOPS_HOME", home.toString(), "NEURALOPS_PORTS", "0,0"));
        // A line for each of the many requests of tests would hide what matters.
        all.put("NEURALOPS_ACCESS_LOG", "off");
        // Tests say when there is a training.
        all.put("NEURALOPS_TRAIN_EVERY", "0");
        all.put("NEURALOPS_TRAIN_NEW_RUNS", "0");
        if (TestPostgres.wanted()) {
            all.put("POSTGRES_DSN", TestPostgres.shared().dsn(home));
        }
        all.putAll(environment);
        return Config.from(all::get);
    }

    public Application application() {
        return application;
    }

    public SettableClock clock() {
        return clock;
    }

    public String url() {
        return application.urls().getFirst();
    }

    /** A caller without a token. */
    public Caller local() {
        return new Caller(url(), null);
    }

    /** A caller with a token of a tenant. */
    public Caller as(String tenant, Role role) {
        return new Caller(url(), token(tenant, role));
    }

    public String token(String tenant, Role role) {
        Principal principal = new Principal(new TenantId(tenant), role, "test");
        return LocalTokens.mint(application.tokens(), principal, clock.instant(), Duration.ofDays(1));
    }

    /** The admin of a tenant that is taken on unless it is there: each test has one of its own. */
    public Caller newTenant(String tenant) {
        Answer made = as(TenantId.PLATFORM.value(), Role.ADMIN).post("/tenants", "{\"id\":\"" + tenant + "\"}");
        if (made.status() != 409) {
            made.json(200);
        }
        return as(tenant, Role.ADMIN);
    }

    @Override
    public void close() {
        application.close();
    }
}
