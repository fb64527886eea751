package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.idempotency.GivenAnswer;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.idempotency.KeyedRequest;
import io.neuralops.verticles.idempotency.Outcome;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves the requests to an operation that bear an {@code Idempotency-Key}: they are read whole, done once, and answered
 * once the answer itself is durable. Repetitions get the same bytes, marked with {@code Idempotency-Replayed}.
 */
final class KeyedCalls {
    private static final String REPLAYED = "Idempotency-Replayed";

    private final Operation operation;
    private final WholeCalls calls;
    private final Replies replies;
    private final IdempotencyService idempotency;
    private final RawCalls rawCalls;

    KeyedCalls(
            Operation operation, Decoder decoder, Replies replies, IdempotencyService idempotency, RawCalls rawCalls) {
        this.operation = operation;
        this.rawCalls = rawCalls;
        this.calls = new WholeCalls(operation, decoder, replies);
        this.replies = replies;
        this.idempotency = idempotency;
    }

    /** Reads the request, which must be paused, and answers it; fails with what is left to be answered. */
    Future<?> serve(RoutingContext context, Principal principal) {
        String key = IdempotencyKey.of(context.request());
        return operation instanceof Operation.Raw<?, ?, ?> raw && RawCalls.isRaw(operation, context.request())
                ? rawCalls.in(principal.tenant(), () -> once(context, principal, key, RawCalls.read(context, raw)))
                : once(context, principal, key, whole(context));
    }

    private Future<Outcome> once(
            RoutingContext context, Principal principal, String key, Future<? extends WholeRequest> reading) {
        HttpServerRequest request = context.request();
        return reading.compose(whole -> idempotency.once(
                        new KeyedRequest(principal, key, operation.name(), Fingerprint.of(request, whole.bytes())),
                        () -> calls.call(principal, whole)))
                .onSuccess(outcome -> answer(context.response(), outcome));
    }

    private Future<WholeRequest> whole(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!operation.method().hasBody()) {
            request.resume();
            return Future.succeededFuture(WholeRequest.ByQuery.of(request, Endpoint.parameters(context)));
        }
        boolean lines = operation.batch().isPresent() && Bodies.is(request, Replies.NDJSON);
        return body(request, lines).map(body -> new WholeRequest.ByBody(body, context.pathParams(), lines));
    }

    private Future<byte[]> body(HttpServerRequest request, boolean lines) {
        if (!lines) {
            return Bodies.read(request).map(body -> {
                Endpoint.refuseOtherMedia(operation, request, body);
                Endpoint.refuseQuery(request);
                return body;
            });
        }
        Endpoint.refuseQuery(request);
        return Bodies.read(request)
                .recover(cause -> Future.failedFuture(
                        cause instanceof FailureException failure && failure.failure() instanceof Failure.TooLarge
                                ? WholeCalls.tooManyLines()
                                : cause));
    }

    private void answer(HttpServerResponse response, Outcome outcome) {
        GivenAnswer answer = outcome.answer();
        if (outcome.replayed()) {
            response.putHeader(REPLAYED, "true");
        }
        if (answer.location() != null) {
            response.putHeader("Location", answer.location());
        }
        replies.bytes(response, answer.status(), answer.mediaType(), answer.body());
    }
}
