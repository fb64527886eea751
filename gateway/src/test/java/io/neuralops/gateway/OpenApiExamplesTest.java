package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the OpenAPI document gives as examples is taken, and its bounds are those of the code. */
class OpenApiExamplesTest {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private static List<Operation> operations;
    private static OpenApiDocument document;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        operations = Operations.in(home);
        document = new OpenApiDocument();
    }

    static Stream<Operation> posts() {
        return operations.stream().filter(operation -> operation.method().hasBody());
    }

    @ParameterizedTest
    @MethodSource("posts")
    void examplesAreTakenAndBoundsAreWhereTheCodeHasThem(Operation operation) throws IOException {
        JsonNode content = document.operation(operation).path("requestBody").path("content");
        for (JsonNode example : content.path(JSON).path("examples")) {
            decode(operation, example.path("value"));
        }
        for (String line : content.path(NDJSON).path("example").asText().lines().toList()) {
            new Decoder(new Json()).decode(operation.input(), line.getBytes(StandardCharsets.UTF_8));
        }
        if (operation.batch().isPresent()) {
            JsonNode schema = document.resolve(
                    document.schema(document.operation(operation).path("requestBody"), JSON));
            ObjectNode least = least(schema);
            schema.path("properties")
                    .properties()
                    .forEach(property -> bounds(operation, least, property.getKey(), property.getValue()));
        }
    }

    private static void bounds(Operation operation, ObjectNode least, String name, JsonNode schema) {
        if (schema.has("maxLength")) {
            int max = schema.path("maxLength").asInt();
            decode(operation, least.deepCopy().put(name, "x".repeat(max)));
            refused(operation, least.deepCopy().put(name, "x".repeat(max + 1)), name);
        }
        if (schema.has("minLength")) {
            refused(operation, least.deepCopy().put(name, ""), name);
        }
        if (schema.has("maximum")) {
            long max = schema.path("maximum").asLong();
            decode(operation, least.deepCopy().put(name, max));
            refused(operation, least.deepCopy().put(name, max + 1), name);
        }
        if (schema.has("minimum")) {
            long min = schema.path("minimum").asLong();
            decode(operation, least.deepCopy().put(name, min));
            refused(operation, least.deepCopy().put(name, min - 1), name);
        }
        JsonNode map = document.resolve(schema);
        if (map.has("maxProperties")) {
            int max = map.path("maxProperties").asInt();
            decode(operation, least.deepCopy().set(name, entries(max, map)));
            refused(operation, least.deepCopy().set(name, entries(max + 1, map)), name);
        }
    }

    private static ObjectNode entries(int count, JsonNode map) {
        ObjectNode entries = new Json().mapper().createObjectNode();
        for (int i = 0; i < count; i++) {
            if (map.path("additionalProperties").path("type").asText().equals("number")) {
                entries.put("n" + i, 1.5);
            } else {
                entries.put("n" + i, "x");
            }
        }
        return entries;
    }

    /** A command with what is required and nothing else. */
    private static ObjectNode least(JsonNode schema) {
        ObjectNode least = new Json().mapper().createObjectNode();
        for (String name : SchemaCheck.texts(schema.path("required"))) {
            JsonNode property = document.resolve(schema.path("properties").path(name));
            JsonNode values = property.path("enum");
            String text = property.path("format").asText().equals("date-time") ? "2025-01-31T12:00:00Z" : "x";
            least.put(name, values.isMissingNode() ? text : values.path(0).asText());
        }
        return least;
    }

    private static void decode(Operation operation, JsonNode command) {
        Json json = new Json();
        assertThat(new Decoder(json).decode((Class<?>) operation.input(), json.writeBytes(command)))
                .isNotNull();
    }

    private static void refused(Operation operation, JsonNode command, String field) {
        assertThat(catchThrowableOfType(FailureException.class, () -> decode(operation, command))
                        .failure())
                .isInstanceOf(Failure.Invalid.class)
                .extracting(Failure::field)
                .isEqualTo(field);
    }
}
