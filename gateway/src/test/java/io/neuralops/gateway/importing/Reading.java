package io.neuralops.gateway.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.neuralops.verticles.insight.RecordIncident;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RecordSignal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** All that a reader finds in a text. */
record Reading(List<Item<?>> items, Notes notes) {
    static Reading of(Format format, String text, String... mappings) {
        return of(format, text.getBytes(UTF_8), mappings);
    }

    static Reading of(Format format, byte[] bytes, String... mappings) {
        return of(format, new ByteArrayInputStream(bytes), mappings);
    }

    static Reading of(Format format, InputStream in, String... mappings) {
        return of(Kind.RUNS, format, in, mappings);
    }

    static Reading of(Kind kind, Format format, String text, String... mappings) {
        return of(kind, format, new ByteArrayInputStream(text.getBytes(UTF_8)), mappings);
    }

    static Reading of(Kind kind, Format format, InputStream in, String... mappings) {
        Mapping mapping = Mapping.parse(kind, List.of(mappings));
        List<Item<?>> items = new ArrayList<>();
        try (ReportReader<?> reader = ReportReaders.open(kind, format, Input.of(in, OptionalLong.empty()), mapping)) {
            reader.forEachRemaining(items::add);
            return new Reading(items, reader.notes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<RecordRun> runs() {
        return reports(RecordRun.class);
    }

    List<RecordSignal> signals() {
        return reports(RecordSignal.class);
    }

    List<RecordIncident> incidents() {
        return reports(RecordIncident.class);
    }

    private <T> List<T> reports(Class<T> type) {
        return items.stream()
                .filter(Item.Report.class::isInstance)
                .map(item -> type.cast(((Item.Report<?>) item).report()))
                .toList();
    }

    RecordRun only() {
        if (items.size() == 1 && items.getFirst() instanceof Item.Report<?> report) {
            return (RecordRun) report.report();
        }
        throw new AssertionError("not one report: " + items);
    }

    List<Item.Rejected<?>> rejected() {
        List<Item.Rejected<?>> rejected = new ArrayList<>();
        for (Item<?> item : items) {
            if (item instanceof Item.Rejected<?> one) {
                rejected.add(one);
            }
        }
        return rejected;
    }

    ColumnUse column(String name) {
        return notes.columns().stream()
                .filter(use -> use.column().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
