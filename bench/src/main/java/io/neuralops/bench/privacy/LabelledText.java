package io.neuralops.bench.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A text in which people marked what is personal. */
record LabelledText(String text, List<Label> labels) {
    /**
     * A mark.
     *
     * @param from the first {@code char}
     * @param to after the last {@code char}
     */
    record Label(String type, int from, int to) {}

    /** Reads gzipped NDJSON, {@code {"text": ..., "spans": [{"type", "start", "end"}]}}, whose places count code points. */
    static List<LabelledText> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<LabelledText> texts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                texts.add(of(json.readTree(line)));
            }
        }
        return texts;
    }

    private static LabelledText of(JsonNode line) {
        String text = line.path("text").asText();
        List<Label> labels = new ArrayList<>();
        for (JsonNode span : line.path("spans")) {
            labels.add(new Label(
                    span.path("type").asText(),
                    text.offsetByCodePoints(0, span.path("start").asInt()),
                    text.offsetByCodePoints(0, span.path("end").asInt())));
        }
        return new LabelledText(text, labels);
    }
}
