package io.neuralops.verticles.profiler.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;

/** Reads the JSON of other tools: bounded and without repeated names, as everywhere, but in their own words. */
final class JsonBody {
    /** What a tree of JSON takes depends on these rather than on its bytes. */
    private static final int MOST_TOKENS = 500_000;

    private final ObjectMapper mapper;

    JsonBody(Json json) {
        this.mapper = json.mapper();
    }

    JsonFigures read(byte[] body) {
        try {
            count(body);
            JsonNode root = mapper.readTree(body);
            if (root == null || !root.isObject()) {
                throw new Failure.Malformed("body", "must be a JSON object").asException();
            }
            return new JsonFigures(root, "");
        } catch (IOException e) {
            throw new Failure.Malformed("body", "can't be read as JSON").asException();
        }
    }

    private void count(byte[] body) throws IOException {
        try (JsonParser parser = mapper.createParser(body)) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                if (++tokens > MOST_TOKENS) {
                    throw new Failure.TooLarge("the body has more than " + MOST_TOKENS + " names and values")
                            .asException();
                }
            }
        }
    }
}
