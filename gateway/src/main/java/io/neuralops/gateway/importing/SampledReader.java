package io.neuralops.gateway.importing;

import io.neuralops.models.failure.FailureException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Holds rows back until enough of them are there to decide what the columns are. As long as every column is one of ours
 * there is nothing to decide, and rows pass at once: a live stream in our own form isn't delayed.
 */
final class SampledReader<T> implements ReportReader<T> {
    private static final int SAMPLE_ROWS = 5_000;
    private static final long SAMPLE_CHARACTERS = 1 << 25;

    private final Input input;
    private final RowSource source;
    private final Columns columns;
    private final Assembler<T> assembler;
    private final Deque<Row> held = new ArrayDeque<>();
    private Plan plan;
    private boolean decided;
    private boolean ended;
    private @Nullable RuntimeException failure;

    SampledReader(Input input, RowSource source, Columns columns, Assembler<T> assembler) {
        this.input = input;
        this.source = source;
        this.columns = columns;
        this.assembler = assembler;
        this.plan = new Plan(columns, List.of());
    }

    @Override
    public boolean hasNext() {
        if (held.isEmpty() && !ended) {
            hold();
        }
        if (held.isEmpty() && failure != null) {
            throw failure;
        }
        return !held.isEmpty();
    }

    @Override
    public Item<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the file has no more rows");
        }
        plan.extend();
        return item(held.remove());
    }

    private Item<T> item(Row row) {
        return switch (row) {
            case Row.Broken broken -> new Item.Rejected<>(broken.line(), broken.reason());
            case Row.Values values -> item(values);
        };
    }

    private Item<T> item(Row.Values row) {
        try {
            return new Item.Report<>(row.line(), assembler.report(plan, row));
        } catch (FailureException e) {
            return new Item.Rejected<>(row.line(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Notes notes() {
        return assembler.notes(plan.uses(), plan.jobInId());
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private void hold() {
        Row row = read();
        if (row != null && !decided && Plan.needsSample(columns)) {
            sample(row);
        }
    }

    private void sample(Row first) {
        List<Row.Values> sample = new ArrayList<>();
        long characters = 0;
        Row row = first;
        while (row != null) {
            if (row instanceof Row.Values values) {
                sample.add(values);
                characters += values.weight();
            }
            row = held.size() < SAMPLE_ROWS && characters < SAMPLE_CHARACTERS ? read() : null;
        }
        plan = new Plan(columns, sample);
        decided = true;
    }

    /** Reads on. A failure ends the file, but only when the rows before it have been handed out. */
    private @Nullable Row read() {
        try {
            Row row = source.next();
            if (row != null) {
                held.add(row);
                return row;
            }
        } catch (EOFException | ZipException e) {
            failure = Unreadable.packed(e);
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (FailureException e) {
            failure = e;
        }
        ended = true;
        return null;
    }
}
