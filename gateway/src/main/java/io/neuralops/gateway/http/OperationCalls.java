package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.idempotency.KeyedRequest;
import io.neuralops.verticles.idempotency.Outcome;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations by name, for those who call them over another way than a request of HTTP: the same roles, limits, decoding,
 * handlers and answers. Of one event loop.
 */
public final class OperationCalls {
    private record Callable(Operation operation, WholeCalls calls) {}

    private final Gate gate;
    private final IdempotencyService idempotency;
    private final Map<String, Callable> operations = new HashMap<>();

    OperationCalls(
            List<Operation> operations, Gate gate, Decoder decoder, Replies replies, IdempotencyService idempotency) {
        this.gate = gate;
        this.idempotency = idempotency;
        operations.forEach(operation -> this.operations.put(
                operation.name(), new Callable(operation, new WholeCalls(operation, decoder, replies))));
    }

    /**
     * Has an operation done. Fails with a {@link io.neuralops.models.failure.FailureException}, or as only a defect of ours does.
     *
     * @param command JSON: all that a request would say by its path, query and body
     * @param key the {@code Idempotency-Key}; looked at where the operation writes
     */
    public Future<Outcome> call(Principal principal, String name, byte[] command, @Nullable String key) {
        Callable callable = operations.get(name);
        if (callable == null) {
            return Future.failedFuture(
                    new Failure.NotFound("there is no such operation; GET /openapi.yaml names them").asException());
        }
        try {
            gate.enter(principal, callable.operation().least());
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
        return done(callable, principal, command, key).onComplete(ended -> gate.leave(principal));
    }

    private Future<Outcome> done(Callable callable, Principal principal, byte[] command, @Nullable String key) {
        try {
            WholeRequest request = new WholeRequest.ByBody(command, Map.of(), false);
            Operation operation = callable.operation();
            if (key == null || !operation.method().writes()) {
                return callable.calls().call(principal, request).map(answer -> new Outcome(answer, false));
            }
            KeyedRequest keyed = new KeyedRequest(
                    principal, IdempotencyKey.of(key), operation.name(), Fingerprint.of(operation.name(), command));
            return idempotency.once(keyed, () -> callable.calls().call(principal, request));
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** A failed call as its caller is told of it; what it means to us goes into the log. */
    public static Problem problem(Throwable cause) {
        return Problem.of(Replies.failure(cause));
    }
}
