package io.neuralops.gateway.http;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.operation.Places;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Bytes that operations take whole. They are larger than commands, so that only few bodies are read and worked off at a time,
 * whichever event loops they come to.
 */
final class RawCalls {
    private static final int PLACES = 4;
    private static final int OF_A_TENANT = 2;

    private final Places places =
            new Places(PLACES, OF_A_TENANT, "as many files are taken in as can be at a time; try again shortly");

    /** Whether a request brings bytes: what they are is said by its query. */
    static boolean isRaw(Operation operation, HttpServerRequest request) {
        return operation instanceof Operation.Raw
                && request.query() != null
                && !request.query().isEmpty();
    }

    /** Does what is to be done for bytes, if there is room. */
    <T> Future<T> in(TenantId tenant, Supplier<Future<T>> work) {
        return places.in(tenant, work);
    }

    /** The bytes and what the query says of them; the request must be paused. */
    static Future<WholeRequest.ByBytes> read(RoutingContext context, Operation.Raw<?, ?, ?> raw) {
        HttpServerRequest request = context.request();
        String query = request.query() == null ? "" : request.query();
        Map<String, String> parameters = Endpoint.parameters(context);
        return Bodies.read(request, raw.mostBytes()).map(bytes -> new WholeRequest.ByBytes(query, parameters, bytes));
    }

    /** What is answered: an outcome for each, or the first problem if nothing was taken. */
    static Object answer(List<? extends ItemOutcome<?>> outcomes) {
        if (outcomes.getFirst() instanceof ItemOutcome.Refused<?> refused
                && outcomes.stream().allMatch(one -> one instanceof ItemOutcome.Refused)) {
            throw refused.failure().asException();
        }
        return Endpoint.items(outcomes);
    }
}
