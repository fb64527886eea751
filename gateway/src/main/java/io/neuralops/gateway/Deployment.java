package io.neuralops.gateway;

import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.bridge.Bridge;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.http.Edge;
import io.neuralops.gateway.http.HttpVerticle;
import io.neuralops.gateway.http.Page;
import io.neuralops.gateway.http.RateLimits;
import io.neuralops.gateway.http.Routes;
import io.neuralops.gateway.http.access.Templates;
import io.neuralops.gateway.page.Pages;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which verticle runs how often: the HTTP edge, once on each event loop, with a router of its own. */
final class Deployment {
    private final Services services;
    private final Authenticator authenticator;
    private final Pages pages;
    private final RateLimits limits;
    private final Supplier<Edge> edges;
    private final Bridge bridge;
    private final Json json;

    Deployment(
            Services services,
            Authenticator authenticator,
            Pages pages,
            RateLimits limits,
            Supplier<Edge> edges,
            Bridge bridge,
            Json json) {
        this.services = services;
        this.authenticator = authenticator;
        this.pages = pages;
        this.limits = limits;
        this.edges = edges;
        this.bridge = bridge;
        this.json = json;
    }

    /** The templates of all paths that are served. */
    static Templates templates(Services services, Pages pages) {
        List<Operation> operations = Catalogue.of(services);
        return new Templates(Stream.of(
                        operations.stream().map(Operation::path),
                        pages.of(operations).stream().map(Page::path),
                        Routes.socketPaths().stream())
                .flatMap(paths -> paths)
                .toList());
    }

    /**
     * Listens.
     *
     * @param id by which it is ended
     * @param ports in the order of the configuration
     */
    record Listening(String id, List<Integer> ports) {}

    /** Starts to listen. */
    Future<Listening> deploy(Vertx vertx, Config config) {
        List<HttpVerticle> edges = Collections.synchronizedList(new ArrayList<>());
        return vertx.deployVerticle(
                        () -> {
                            HttpVerticle edge = edge(config);
                            edges.add(edge);
                            return edge;
                        },
                        new DeploymentOptions().setInstances(config.eventLoops()))
                .map(id -> new Listening(id, edges.getFirst().actualPorts()));
    }

    private HttpVerticle edge(Config config) {
        // Any free port is negative here: then all event loops share the one that the first of them got.
        List<Integer> ports = IntStream.range(0, config.ports().size())
                .mapToObj(i ->
                        config.ports().get(i) == 0 ? -1 - i : config.ports().get(i))
                .toList();
        List<Operation> operations = Catalogue.of(services);
        Routes routes = new Routes(json, limits, services.idempotency, services.events, services.calls::count);
        return new HttpVerticle(
                vertx -> routes.of(
                        vertx, operations, pages.of(operations), authenticator, calls -> bridge.sockets(vertx, calls)),
                edges.get(),
                config.bind(),
                ports);
    }
}
