package io.neuralops.gateway.page;

import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.http.OpenPage;
import io.neuralops.gateway.http.OpenPage.Body;
import io.neuralops.gateway.observe.Health;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.prediction.RankRisk;
import io.neuralops.verticles.prediction.RiskService;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** What is served besides the operations: pages for people, and what monitoring asks for. */
public final class Pages {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Health health;
    private final Supplier<String> metrics;
    private final Authenticator authenticator;
    private final RiskService risk;
    private final Json json;

    public Pages(Health health, Supplier<String> metrics, Authenticator authenticator, RiskService risk, Json json) {
        this.health = health;
        this.metrics = metrics;
        this.authenticator = authenticator;
        this.risk = risk;
        this.json = json;
    }

    /** The pages of one event loop. */
    public List<OpenPage> of(List<Operation> operations) {
        String openApi = resource("openapi.yaml");
        String docs = DocsPage.of(operations);
        return List.of(
                new OpenPage("/", this::riskPage),
                OpenPage.of("/healthz", JSON, () -> json.write(health.alive())),
                new OpenPage("/readyz", context -> ready()),
                OpenPage.of("/metrics", "text/plain; version=0.0.4; charset=utf-8", metrics),
                OpenPage.of("/openapi.yaml", "application/yaml; charset=utf-8", () -> openApi),
                OpenPage.of("/docs", HTML, () -> docs));
    }

    /** The only page with a tenant's data: it needs what an operation needs. */
    private Future<Body> riskPage(RoutingContext context) {
        return authenticator
                .authenticate(context.request())
                .compose(principal -> risk.rank(principal, new RankRisk(null, null)))
                .map(ranking -> Body.text(OK, HTML, RiskPage.of(ranking)));
    }

    private Future<Body> ready() {
        return health.ready().map(ready -> Body.text(ready.ready() ? OK : UNAVAILABLE, JSON, json.write(ready)));
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
