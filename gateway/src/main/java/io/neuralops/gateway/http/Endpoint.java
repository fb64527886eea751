package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Serves one operation over HTTP: let in, decode, handle, answer. */
final class Endpoint {
    static final int OK = 200;
    static final int ACCEPTED = 202;

    private final Operation operation;
    private final Gate gate;
    private final Decoder decoder;
    private final Replies replies;
    private final KeyedCalls keyed;
    private final RawCalls rawCalls;
    private final DocumentCalls documentCalls;

    Endpoint(
            Operation operation,
            Gate gate,
            Decoder decoder,
            Replies replies,
            IdempotencyService idempotency,
            RawCalls rawCalls) {
        this.operation = operation;
        this.gate = gate;
        this.decoder = decoder;
        this.replies = replies;
        this.keyed = new KeyedCalls(operation, decoder, replies, idempotency, rawCalls);
        this.rawCalls = rawCalls;
        this.documentCalls = new DocumentCalls(decoder);
    }

    void handle(RoutingContext context) {
        gate.pass(context.request(), operation.least(), principal -> serve(context, principal));
    }

    private Future<?> serve(RoutingContext context, Principal principal) {
        if (operation.method().writes() && IdempotencyKey.isIn(context.request())) {
            return keyed.serve(context, principal);
        }
        return switch (operation) {
            case Operation.Single<?, ?> single -> single(context, principal, single);
            case Operation.Start<?> start -> start(context, principal, start);
            case Operation.Batch<?, ?> batch -> batch(context, principal, batch);
            case Operation.Raw<?, ?, ?> raw -> raw(context, principal, raw);
            case Operation.Documents<?> documents -> documentCalls.serve(documents, context, principal);
        };
    }

    private <I, O> Future<?> single(RoutingContext context, Principal principal, Operation.Single<I, O> single) {
        return command(context, single.input())
                .compose(command -> single.handler().handle(principal, command))
                .onSuccess(value -> replies.value(context.response(), OK, value));
    }

    private <I> Future<?> start(RoutingContext context, Principal principal, Operation.Start<I> start) {
        return command(context, start.input())
                .compose(command -> start.handler().handle(principal, command))
                .onSuccess(job -> {
                    context.response().putHeader("Location", start.location(job));
                    replies.value(context.response(), ACCEPTED, job);
                });
    }

    private <I, O> Future<?> batch(RoutingContext context, Principal principal, Operation.Batch<I, O> batch) {
        Commands<I, O> commands = new Commands<>(batch, decoder);
        if (Bodies.is(context.request(), Replies.NDJSON)) {
            refuseQuery(context.request());
            new LinesExchange<>(commands, replies, principal, context.request()).start();
            return Future.succeededFuture();
        }
        return body(context)
                .compose(body -> answer(commands, principal, body))
                .onSuccess(value -> replies.value(context.response(), OK, value));
    }

    private <I, O, Q> Future<?> raw(RoutingContext context, Principal principal, Operation.Raw<I, O, Q> raw) {
        if (!RawCalls.isRaw(operation, context.request())) {
            return batch(context, principal, raw.rows());
        }
        Q query = decoder.decode(raw.query(), parameters(context));
        return rawCalls.in(
                principal.tenant(),
                () -> RawCalls.read(context, raw)
                        .compose(given -> raw.handler().handle(principal, query, given.body()))
                        .map(RawCalls::answer)
                        .onSuccess(value -> replies.value(context.response(), OK, value)));
    }

    /** What becomes of one command, or of an array of them. */
    static Future<Object> answer(Commands<?, ?> commands, Principal principal, byte[] body) {
        return Bodies.isArray(body)
                ? commands.runArray(principal, body).map(Endpoint::items)
                : commands.run(principal, List.of(body)).map(outcomes -> done(outcomes.getFirst()));
    }

    static Object items(List<? extends ItemOutcome<?>> outcomes) {
        return new Items(outcomes.stream().map(Replies::item).toList());
    }

    /** The answers to a list of commands. */
    private record Items(List<Object> items) {}

    private static Object done(ItemOutcome<?> outcome) {
        return switch (outcome) {
            case ItemOutcome.Done<?> done -> done.value();
            case ItemOutcome.Refused<?> refused -> throw refused.failure().asException();
        };
    }

    private <I> Future<I> command(RoutingContext context, Class<I> type) {
        HttpServerRequest request = context.request();
        if (!operation.method().hasBody()) {
            request.resume();
            return Future.succeededFuture(decoder.decode(type, parameters(context)));
        }
        // A part may come from the path, and all of it may be left out.
        return body(context).map(body -> decoder.decode(type, body, context.pathParams()));
    }

    private Future<byte[]> body(RoutingContext context) {
        HttpServerRequest request = context.request();
        return Bodies.read(request).map(body -> {
            refuseOtherMedia(operation, request, body);
            refuseQuery(request);
            return body;
        });
    }

    static void refuseOtherMedia(Operation operation, HttpServerRequest request, byte[] body) {
        if (body.length > 0 && !Bodies.is(request, Replies.JSON)) {
            String lines = operation.batch().isPresent() ? " or " + Replies.NDJSON : "";
            throw new Failure.UnsupportedMedia(
                            "the body is of another media type; Content-Type must be " + Replies.JSON + lines)
                    .asException();
        }
    }

    static void refuseQuery(HttpServerRequest request) {
        if (request.query() != null && !request.query().isEmpty()) {
            throw new Failure.Malformed("query", "this takes no query parameters; put them into the body")
                    .asException();
        }
    }

    /** What the path and the query give, by name. */
    static Map<String, String> parameters(RoutingContext context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        context.queryParams().forEach(parameter -> {
            if (parameters.putIfAbsent(parameter.getKey(), parameter.getValue()) != null) {
                throw new Failure.Malformed(parameter.getKey(), "is given more than once").asException();
            }
        });
        context.pathParams().forEach((name, value) -> {
            if (parameters.putIfAbsent(name, value) != null) {
                throw new Failure.Malformed(name, "is given by the path and has no place in the query").asException();
            }
        });
        return parameters;
    }
}
