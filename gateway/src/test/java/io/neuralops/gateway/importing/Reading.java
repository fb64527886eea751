package io.neuralops.gateway.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.neuralops.verticles.insight.RecordRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** All that a reader finds in a text. */
record Reading(List<Item> items, Notes notes) {
    static Reading of(Format format, String text, String... mappings) {
        return of(format, text.getBytes(UTF_8), mappings);
    }

    static Reading of(Format format, byte[] bytes, String... mappings) {
        return of(format, new ByteArrayInputStream(bytes), mappings);
    }

    static Reading of(Format format, InputStream in, String... mappings) {
        Mapping mapping = Mapping.parse(List.of(mappings));
        List<Item> items = new ArrayList<>();
        try (RunReader reader = RunReaders.open(format, Input.of(in, OptionalLong.empty()), mapping)) {
            reader.forEachRemaining(items::add);
            return new Reading(items, reader.notes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<RecordRun> runs() {
        return items.stream()
                .filter(Item.Report.class::isInstance)
                .map(item -> ((Item.Report) item).run())
                .toList();
    }

    RecordRun only() {
        if (items.size() == 1 && items.getFirst() instanceof Item.Report report) {
            return report.run();
        }
        throw new AssertionError("not one report: " + items);
    }

    List<Item.Rejected> rejected() {
        return items.stream()
                .filter(Item.Rejected.class::isInstance)
                .map(Item.Rejected.class::cast)
                .toList();
    }

    ColumnUse column(String name) {
        return notes.columns().stream()
                .filter(use -> use.column().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
