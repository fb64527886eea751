package io.neuralops.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.neuralops.gateway.page.Pages;
import io.neuralops.verticles.operation.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The OpenAPI document as it is served, with its references followed. */
final class OpenApiDocument {
    private final JsonNode root;

    OpenApiDocument() throws IOException {
        try (InputStream yaml = Pages.class.getResourceAsStream("openapi.yaml")) {
            root = new YAMLMapper().readTree(yaml);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The document's view of an operation; missing if it has none. */
    JsonNode operation(Operation operation) {
        return root.path("paths")
                .path(operation.path())
                .path(operation.method().name().toLowerCase(Locale.ROOT));
    }

    /** Every method of every path, as {@code GET /runs}. */
    List<String> calls() {
        List<String> calls = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> calls.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return calls;
    }

    /** The node itself, or what it refers to. */
    JsonNode resolve(JsonNode node) {
        JsonNode ref = node.get("$ref");
        return ref == null ? node : resolve(target(ref.asText()));
    }

    /** What a reference points to; missing if nothing is there. */
    JsonNode target(String ref) {
        return root.at(ref.substring(1));
    }

    List<String> references() {
        return root.findValuesAsText("$ref");
    }

    /** The schema of a body or an answer in a media type. */
    JsonNode schema(JsonNode bodyOrAnswer, String mediaType) {
        return resolve(bodyOrAnswer).path("content").path(mediaType).path("schema");
    }
}
