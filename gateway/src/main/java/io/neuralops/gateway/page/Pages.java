package io.neuralops.gateway.page;

import io.neuralops.gateway.http.Page;
import io.neuralops.gateway.http.Page.Body;
import io.neuralops.gateway.observe.Health;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.prediction.RankRisk;
import io.neuralops.verticles.prediction.RiskService;
import io.vertx.core.Future;
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
    private final RiskService risk;
    private final Json json;

    public Pages(Health health, Supplier<String> metrics, RiskService risk, Json json) {
        this.health = health;
        this.metrics = metrics;
        this.risk = risk;
        this.json = json;
    }

    /** The pages of one event loop. */
    public List<Page> of(List<Operation> operations) {
        String openApi = resource("openapi.yaml");
        String docs = DocsPage.of(operations);
        String live = LivePage.of(resource("live.html"), resource("live.js"));
        return List.of(
                new Page.Own("/", Role.VIEWER, this::riskPage),
                Page.open("/healthz", JSON, () -> json.write(health.alive())),
                new Page.Open("/readyz", this::ready),
                Page.open("/metrics", "text/plain; version=0.0.4; charset=utf-8", metrics),
                Page.open("/openapi.yaml", "application/yaml; charset=utf-8", () -> openApi),
                Page.open("/docs", HTML, () -> docs),
                Page.open("/live", HTML, () -> live));
    }

    /** The only page with a tenant's data: it needs what an operation needs. */
    private Future<Body> riskPage(Principal principal) {
        return risk.rank(principal, new RankRisk(null, null)).map(ranking -> Body.text(OK, HTML, RiskPage.of(ranking)));
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
