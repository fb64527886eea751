package io.neuralops.bench;

import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Input;
import io.neuralops.gateway.importing.Item;
import io.neuralops.gateway.importing.Mapping;
import io.neuralops.gateway.importing.ReportReader;
import io.neuralops.gateway.importing.ReportReaders;
import io.neuralops.models.run.Run;
import io.neuralops.verticles.insight.RecordRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A history of runs in a file, as an import would take it. */
public final class CsvHistory {
    private CsvHistory() {}

    /** Reads CSV, perhaps gzipped. */
    public static List<Run> read(Path file) throws IOException {
        Instant now = Instant.now();
        List<Run> runs = new ArrayList<>();
        try (Input input = Input.of(Files.newInputStream(file), OptionalLong.empty());
                ReportReader<RecordRun> reader = ReportReaders.open(Format.CSV, input, Mapping.parse(List.of()))) {
            while (reader.hasNext()) {
                if (reader.next() instanceof Item.Report<RecordRun> read) {
                    runs.add(read.report().toRun(now));
                }
            }
        }
        return runs;
    }
}
