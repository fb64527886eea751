package io.neuralops.gateway.http;

import io.neuralops.verticles.operation.Decoder;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** All that a request asks for, once it is there. */
sealed interface WholeRequest {
    /** What tells it from another one to the same path. */
    byte[] bytes();

    /** The command of an operation that takes one. */
    <I> I command(Decoder decoder, Class<I> type);

    /**
     * What asks by its body.
     *
     * @param path what the path gives, by name
     * @param lines whether there is a command on each line of it
     */
    record ByBody(byte[] bytes, Map<String, String> path, boolean lines) implements WholeRequest {
        @Override
        public <I> I command(Decoder decoder, Class<I> type) {
            return decoder.decode(type, bytes, path);
        }
    }

    /** Bytes, and what the query says of them. */
    record ByBytes(String query, Map<String, String> parameters, byte[] body) implements WholeRequest {
        @Override
        public byte[] bytes() {
            byte[] head = (query + "\n").getBytes(StandardCharsets.UTF_8);
            byte[] both = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, both, head.length, body.length);
            return both;
        }

        @Override
        public <I> I command(Decoder decoder, Class<I> type) {
            return decoder.decode(type, parameters);
        }
    }

    /** What asks by its path and query. */
    record ByQuery(byte[] bytes, Map<String, String> parameters) implements WholeRequest {
        static ByQuery of(HttpServerRequest request, Map<String, String> parameters) {
            String query = request.query();
            return new ByQuery((query == null ? "" : query).getBytes(StandardCharsets.UTF_8), parameters);
        }

        @Override
        public <I> I command(Decoder decoder, Class<I> type) {
            return decoder.decode(type, parameters);
        }
    }
}
