package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Input;
import io.neuralops.gateway.importing.Item;
import io.neuralops.gateway.importing.Kind;
import io.neuralops.gateway.importing.Notes;
import io.neuralops.gateway.importing.ReportReader;
import io.neuralops.gateway.importing.Source;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.verticles.operation.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The import of one file: reads, sends in groups, counts what became of each line. */
final class FileImport {
    private static final int GROUP = 2_000;
    private static final int SHOWN_REJECTIONS = 20;

    private final Terminal terminal;
    private final Kind kind;
    private final Api api;
    private final Checkpoint checkpoint;
    private final boolean strict;
    private final Json json = new Json();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<Long> numbers = new ArrayList<>(GROUP);
    private long created;
    private long updated;
    private long unchanged;
    private long rejected;

    FileImport(Terminal terminal, Kind kind, Api api, Checkpoint checkpoint, boolean strict) {
        this.terminal = terminal;
        this.kind = kind;
        this.api = api;
        this.checkpoint = checkpoint;
        this.strict = strict;
    }

    /** Imports the file; false if it stopped at a line because of {@code --strict}. */
    boolean run(String file, @Nullable Format format, List<String> map) throws Exception {
        Source source = Source.of(file, terminal.in());
        Progress progress = new Progress(terminal, "importing " + source.name());
        long begun = terminal.clock().millis();
        long resumeAfter = checkpoint.line();
        boolean whole = true;
        try (Input input = Files.open(source);
                ReportReader<?> reader = Files.open(kind, source, input, format, map)) {
            while (whole && reader.hasNext()) {
                Item<?> item = reader.next();
                whole = item.line() <= resumeAfter || take(item);
                if (numbers.size() >= GROUP) {
                    whole &= send();
                    progress.show(part(input), state(begun));
                }
            }
            whole &= numbers.isEmpty() || send();
            progress.end();
            report(source.name(), reader, begun, resumeAfter);
        }
        if (whole) {
            checkpoint.clear();
        }
        return whole;
    }

    private boolean take(Item<?> item) {
        return switch (item) {
            case Item.Rejected<?> wrong -> reject(wrong.line(), wrong.reason());
            case Item.Report<?> report -> collect(report);
        };
    }

    private boolean collect(Item.Report<?> report) {
        lines.writeBytes(json.writeBytes(report.report()));
        lines.write('\n');
        return numbers.add(report.line());
    }

    private boolean send() throws Exception {
        List<JsonNode> answers = api.postLines("/" + kind.label(), lines.toByteArray());
        int taken = numbers.size();
        for (int i = 0; i < answers.size(); i++) {
            JsonNode answer = answers.get(i);
            switch (answer.path("effect").asText()) {
                case "created" -> created++;
                case "updated" -> updated++;
                case "unchanged" -> unchanged++;
                default -> taken = reject(number(i), reason(answer)) ? taken : Math.min(taken, i);
            }
        }
        if (answers.size() < numbers.size()) {
            throw new Failure.Conflict("the service answered " + answers.size() + " of " + numbers.size() + " "
                            + kind.label() + "; run the same command again to go on")
                    .asException();
        }
        boolean whole = taken == numbers.size();
        // A line at which the import stopped is met again next time.
        if (taken > 0) {
            checkpoint.reached(numbers.get(taken - 1));
        }
        lines.reset();
        numbers.clear();
        return whole;
    }

    private long number(int answer) {
        if (answer >= numbers.size()) {
            throw new Failure.Conflict("the service answered more than it was asked").asException();
        }
        return numbers.get(answer);
    }

    private static String reason(JsonNode problem) {
        String field = problem.path("field").asText("");
        String detail = problem.path("detail").asText("refused");
        return field.isEmpty() ? detail : field + " " + detail;
    }

    /** Counts a line that can't be taken; whether to go on. */
    private boolean reject(long line, String reason) {
        rejected++;
        if (rejected <= SHOWN_REJECTIONS || strict) {
            terminal.err().println("line " + line + ": " + Redactor.masked(reason));
        } else if (rejected == SHOWN_REJECTIONS + 1) {
            terminal.err().println("(more rejected lines follow; they are counted, not listed)");
        }
        return !strict;
    }

    private static double part(Input input) {
        return input.size().isPresent()
                ? (double) input.bytesRead() / Math.max(1, input.size().getAsLong())
                : -1;
    }

    private String state(long begun) {
        long done = created + updated + unchanged;
        double seconds = Math.max(0.001, (terminal.clock().millis() - begun) / 1000.0);
        return String.format(Locale.ROOT, "%,d %s, %,.0f/s", done, kind.label(), done / seconds);
    }

    private void report(String name, ReportReader<?> reader, long begun, long resumedAfter) {
        if (resumedAfter > 0) {
            terminal.out().println(name + ": went on after line " + resumedAfter + ", where it was interrupted");
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s: %,d new, %,d changed, %,d as before, %,d rejected (%s)%n",
                        name,
                        created,
                        updated,
                        unchanged,
                        rejected,
                        state(begun));
        Notes notes = reader.notes();
        notes.sentences().forEach(sentence -> terminal.out().println("  " + sentence));
        if (!notes.columnsLeftOut().isEmpty()) {
            terminal.out().println("  " + Redactor.masked(notes.columnsLeftOut()));
        }
    }
}
