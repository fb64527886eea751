package io.neuralops.gateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads files that people write, in YAML. What isn't known is refused by name, so that nothing is left out by a slip of the pen.
 *
 * @param <T> what such a file holds
 */
public final class StrictYaml<T> {
    private static final long MOST_BYTES = 1 << 20;

    private final ObjectMapper yaml = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final Class<T> type;
    private final String what;
    private final String needed;

    /**
     * Reads files of one kind.
     *
     * @param what they are, for messages
     * @param needed a field that an empty one lacks
     */
    public StrictYaml(Class<T> type, String what, String needed) {
        this.type = type;
        this.what = what;
        this.needed = needed;
    }

    /** What a file holds. */
    public T read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Failure.NotFound("there is no file " + file).asException();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw Check.invalid(file.toString(), "is longer than a " + what + " can be (1 MiB)");
        }
        return parse(Files.readString(file));
    }

    /** What a text says. */
    public T parse(String text) {
        try {
            T read = yaml.readValue(text, type);
            if (read == null) {
                throw Check.invalid(needed, "must be given");
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw Check.invalid(
                    path(e),
                    "is not known; known are "
                            + e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof FailureException refused) {
                throw refused;
            }
            throw Check.invalid(path(e), "has a value of the wrong type or form" + place(e));
        } catch (JsonProcessingException e) {
            throw Check.invalid(what, "is no YAML" + place(e));
        }
    }

    private String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? what : path;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }
}
