package io.neuralops.gateway.http;

import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.prediction.Predict;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** The routes, made from the list of operations and that of pages. */
public final class Routes {
    private static final int BAD_REQUEST = 400;
    /** On an event loop, of which a tenant alone gets half: what is under way is answered in some ten milliseconds. */
    private static final int PLACES = 256;

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Replies replies;
    private final Json json;
    private final RateLimits limits;
    private final IdempotencyService idempotency;
    private final Events events;
    private final Consumer<TenantId> calls;
    private final RawCalls rawCalls = new RawCalls();

    /**
     * Wires the routes.
     *
     * @param calls told of each call that is let in
     */
    public Routes(
            Json json, RateLimits limits, IdempotencyService idempotency, Events events, Consumer<TenantId> calls) {
        this.calls = calls;
        this.events = events;
        this.json = json;
        this.limits = limits;
        this.idempotency = idempotency;
        this.replies = new Replies(json);
    }

    /** The templates of the addresses where WebSockets are taken. */
    public static List<String> socketPaths() {
        return List.of(SocketRoute.RAW, SocketRoute.SOCKJS, SocketRoute.INFO);
    }

    /**
     * What one event loop serves.
     *
     * @param bridge what takes the WebSockets, made for the operations by name
     */
    public Served of(
            Vertx vertx,
            List<Operation> operations,
            List<Page> pages,
            Authenticator authenticator,
            Function<OperationCalls, Sockets> bridge) {
        Router router = Router.router(vertx);
        router.route().handler(new RequestIds());
        Decoder decoder = new Decoder(json, List.of(Predict.PLAIN));
        Admission admission = new Admission(PLACES);
        Holdback holdback = new Holdback(
                (after, task) -> vertx.setTimer(after.toMillis(), elapsed -> task.run()), ThreadLocalRandom.current());
        Gate gate = new Gate(authenticator, limits, admission, holdback, replies, events, calls);
        // Paths without parameters first: one with a parameter would answer for them.
        Map<String, Set<String>> methods = new TreeMap<>(
                Comparator.comparing((String path) -> path.contains(":")).thenComparing(Comparator.naturalOrder()));
        for (Operation operation : operations) {
            Endpoint endpoint = new Endpoint(operation, gate, decoder, replies, idempotency, rawCalls);
            String path = route(operation.path());
            String method = operation.method().name();
            methods.computeIfAbsent(path, p -> new TreeSet<>()).add(method);
            router.route(HttpMethod.valueOf(method), path).handler(endpoint::handle);
        }
        for (Page page : pages) {
            methods.computeIfAbsent(page.path(), p -> new TreeSet<>()).add("GET");
            router.get(page.path()).handler(context -> serve(context, page, gate));
        }
        Sockets sockets = bridge.apply(new OperationCalls(operations, gate, decoder, replies, idempotency));
        SocketRoute socketRoute = new SocketRoute(authenticator, sockets, holdback, replies);
        socket(router, methods, SocketRoute.RAW, socketRoute::raw);
        socket(router, methods, SocketRoute.SOCKJS, socketRoute::sockJs);
        socket(router, methods, SocketRoute.INFO, socketRoute::info);
        methods.forEach((path, allowed) -> router.route(path).handler(context -> refuseMethod(context, allowed)));
        router.route().handler(this::refusePath);
        router.route().failureHandler(this::failed);
        // A path whose escapes are broken matches no route, not even that of failures.
        router.errorHandler(BAD_REQUEST, this::failed);
        return new Served(router, sockets);
    }

    private static String route(String template) {
        return template.replaceAll("\\{(\\w+)}", ":$1");
    }

    private static void socket(
            Router router, Map<String, Set<String>> methods, String template, Handler<RoutingContext> handler) {
        String path = route(template);
        methods.computeIfAbsent(path, p -> new TreeSet<>()).add("GET");
        router.get(path).handler(handler);
    }

    private void serve(RoutingContext context, Page page, Gate gate) {
        switch (page) {
            case Page.Open open ->
                open.content()
                        .get()
                        .onSuccess(body -> answer(context, body))
                        .onFailure(cause -> replies.failure(context.response(), cause));
            case Page.Own own ->
                gate.pass(context.request(), own.least(), principal -> {
                    context.request().resume();
                    return own.content().of(principal).onSuccess(body -> answer(context, body));
                });
        }
    }

    private void answer(RoutingContext context, Page.Body body) {
        replies.bytes(context.response(), body.status(), body.mediaType(), body.bytes());
    }

    private void refuseMethod(RoutingContext context, Set<String> allowed) {
        String allow = String.join(", ", allowed);
        HttpMethod method = context.request().method();
        // Others are whatever the caller made up.
        String named = HttpMethod.values().contains(method) ? method.name() : "this method";
        String detail = named + " is not possible here; " + allow + " is";
        replies.failure(context.response(), new Failure.MethodNotAllowed(allow, detail).asException());
    }

    private void refusePath(RoutingContext context) {
        replies.failure(
                context.response(),
                new Failure.NotFound("there is nothing at this path; GET /docs lists what there is").asException());
    }

    private void failed(RoutingContext context) {
        Throwable cause = context.failure();
        if (cause != null && context.statusCode() >= 500) {
            replies.failure(context.response(), cause);
        } else if (context.statusCode() == NOT_FOUND || context.statusCode() == METHOD_NOT_ALLOWED) {
            refusePath(context);
        } else {
            replies.failure(
                    context.response(),
                    new Failure.Malformed(null, "the request line or a header is not well formed").asException());
        }
    }
}
