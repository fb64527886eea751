package io.neuralops.bench.evidence;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes measured figures, with what they were measured on, into {@code reports/}. */
public final class Evidence {
    private Evidence() {}

    /** Writes a report. */
    public static void write(Path file, String benchmark, Map<String, Object> figures) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", benchmark);
        report.put("measured_at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        report.put("environment", environment());
        report.put("figures", figures);
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        String json = new Json()
                .mapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(report);
        Files.writeString(file, json + "\n");
    }

    private static Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("java", Runtime.version().toString());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("processors", Runtime.getRuntime().availableProcessors());
        environment.put("max_heap_mib", Runtime.getRuntime().maxMemory() >> 20);
        return environment;
    }
}
