package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.run.RunStatus;
import io.neuralops.verticles.insight.RecordRun;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds reports from rows, and counts what it assumes. */
final class RunAssembler implements Assembler<RecordRun> {
    private static final int MAX_ERROR_TEXT = 16_384;
    /** What a report takes; spreadsheets and floating point give more. */
    private static final int MAX_DECIMALS = 10;

    private final Statuses statuses = new Statuses();
    private final Ids ids = new Ids();
    private final Labels labels = new Labels();
    private long finishAssumed;
    private long valuesLeftOut;

    @Override
    public Notes notes(List<ColumnUse> columns, boolean jobInId) {
        return new Notes(
                Kind.RUNS, columns, finishAssumed, ids.derived(), jobInId, 0, valuesLeftOut + labels.leftOut());
    }

    @Override
    public RecordRun report(Plan plan, Row.Values row) {
        RunStatus status = statuses.of(plan.text(row, Field.STATUS), plan.text(row, Field.CONCLUSION));
        Span span = Span.of(plan, row, status);
        String workflow = workflow(plan, row);
        String error = plan.text(row, Field.ERROR_TEXT);
        Map<String, String> told = labels(plan, row);
        RecordRun run = new RecordRun(
                id(plan, row, workflow, span.startedAt()),
                attempt(plan.text(row, Field.ATTEMPT)),
                workflow,
                status,
                span.startedAt(),
                span.finishedAt(),
                span.knownAt(),
                span.durationMs(),
                cost(plan.text(row, Field.COST)),
                plan.text(row, Field.CURRENCY),
                owner(plan, row, told),
                error == null ? null : Texts.kept(error, MAX_ERROR_TEXT),
                metrics(plan, row),
                told);
        finishAssumed += span.finishAssumed() ? 1 : 0;
        return run;
    }

    private static String workflow(Plan plan, Row.Values row) {
        String workflow = plan.text(row, Field.WORKFLOW);
        if (workflow == null) {
            throw Check.invalid("workflow", "is missing (taken are " + String.join(", ", Field.WORKFLOW.names()) + ")");
        }
        String job = plan.text(row, Field.JOB);
        return job == null ? workflow : workflow + "/" + job;
    }

    private String id(Plan plan, Row.Values row, String workflow, @Nullable Instant start) {
        String id = plan.text(row, Field.RUN_ID);
        if (id != null) {
            String job = plan.jobInId() ? plan.text(row, Field.JOB) : null;
            return job == null ? id : id + "/" + job;
        }
        if (!plan.places(Field.RUN_ID).isEmpty()
                && plan.places(Field.RUN_NUMBER).isEmpty()) {
            throw Check.invalid("run_id", "is missing");
        }
        String number = plan.text(row, Field.RUN_NUMBER);
        if (number != null) {
            return Ids.numbered(workflow, number);
        }
        if (start == null) {
            throw Check.invalid("run_id", "is missing, and there is no start to make one of");
        }
        return ids.derive(workflow, start);
    }

    private static @Nullable Integer attempt(@Nullable String text) {
        double attempt = text == null ? 1 : Numbers.parse(text);
        if (attempt != Math.rint(attempt) || Math.abs(attempt) > Integer.MAX_VALUE) {
            throw Check.invalid("attempt", "'" + Texts.shown(String.valueOf(text), 60) + "' is not a whole number");
        }
        return (int) attempt;
    }

    private static @Nullable BigDecimal cost(@Nullable String text) {
        if (text == null) {
            return null;
        }
        BigDecimal cost = Numbers.decimalOrNull(text);
        if (cost == null) {
            throw Check.invalid("cost", "'" + Texts.shown(text, 60) + "' is not a number");
        }
        return cost.scale() > MAX_DECIMALS && cost.scale() <= 100
                ? cost.setScale(MAX_DECIMALS, RoundingMode.HALF_EVEN)
                : cost;
    }

    /** The first name is the owner; the others are kept as labels under the names of their columns. */
    private static @Nullable String owner(Plan plan, Row.Values row, Map<String, String> labels) {
        String owner = null;
        for (int place : plan.places(Field.OWNER)) {
            String name = row.text(place);
            if (name != null && owner == null) {
                owner = Texts.shown(name, 190);
            } else if (name != null) {
                labels.putIfAbsent(plan.name(place), Texts.kept(name, ColumnRules.MAX_PROSE));
            }
        }
        return owner;
    }

    private Map<String, Double> metrics(Plan plan, Row.Values row) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Plan.MetricColumn column : plan.metrics()) {
            String text = row.text(column.column());
            if (text != null) {
                double number = Flags.number(text);
                if (!Double.isNaN(number)) {
                    metrics.put(column.name(), number);
                } else if (column.strict()) {
                    throw Check.invalid("metrics." + column.name(), "must be a finite number");
                } else {
                    valuesLeftOut++;
                }
            }
        }
        return metrics;
    }

    private Map<String, String> labels(Plan plan, Row.Values row) {
        Map<String, String> all = labels.of(plan, row);
        for (int branch : plan.branches()) {
            String name = row.text(branch);
            if (name != null) {
                all.putIfAbsent(Branches.LABEL, Branches.kind(name));
            }
        }
        return all;
    }
}
