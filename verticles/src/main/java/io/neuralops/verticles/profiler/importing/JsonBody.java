package io.neuralops.verticles.profiler.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;

/** Reads the JSON of other tools: bounded and without repeated names, as everywhere, but in their own words. */
final class JsonBody {
    private final ObjectMapper mapper;

    JsonBody(Json json) {
        this.mapper = json.mapper();
    }

    JsonFigures read(byte[] body) {
        try {
            JsonNode root = mapper.readTree(body);
            if (root == null || !root.isObject()) {
                throw new Failure.Malformed("body", "must be a JSON object").asException();
            }
            return new JsonFigures(root, "");
        } catch (IOException e) {
            throw new Failure.Malformed("body", "can't be read as JSON").asException();
        }
    }
}
