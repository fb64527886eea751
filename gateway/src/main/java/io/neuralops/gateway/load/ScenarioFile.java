package io.neuralops.gateway.load;

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

/** Reads scenarios. What isn't known is refused by name, so that nothing is left out by a slip of the pen. */
public final class ScenarioFile {
    private static final long MOST_BYTES = 1 << 20;

    private final ObjectMapper yaml = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A scenario in a file. */
    public Scenario read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Failure.NotFound("there is no file " + file).asException();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw Check.invalid(file.toString(), "is longer than a scenario can be (1 MiB)");
        }
        return parse(Files.readString(file));
    }

    /** A scenario as text. */
    Scenario parse(String text) {
        try {
            Scenario scenario = yaml.readValue(text, Scenario.class);
            if (scenario == null) {
                throw Check.invalid("url", "must be given");
            }
            return scenario;
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
            throw Check.invalid("scenario", "is no YAML" + place(e));
        }
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "scenario" : path;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }
}
