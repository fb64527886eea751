package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of each column: made once, from the sample, and then only added to. */
final class Plan {
    private static final int MAX_METRICS = 100;
    private static final int MAX_LABELS = 50;

    private final Columns columns;
    private final boolean jobInId;
    private final List<ColumnUse> uses = new ArrayList<>();
    private final List<MetricColumn> metrics = new ArrayList<>();
    private final List<LabelColumn> labels = new ArrayList<>();
    private final List<Integer> branches = new ArrayList<>();
    private final Map<Field, List<Integer>> parts = new HashMap<>();

    /** A column of numbers; {@code strict} ones make a row invalid that has something else there. */
    record MetricColumn(int column, String name, boolean strict) {}

    Plan(Columns columns, List<Row.Values> sample) {
        this.columns = columns;
        this.jobInId = JobIds.shared(columns, sample);
        collectParts();
        // The size of a report is bounded; what its sender or the user named goes before what was merely found.
        for (int i = 0; i < columns.size(); i++) {
            uses.add(named(i));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.target(i) instanceof Target.Sampled sampled) {
                uses.set(i, sampled(i, sampled, ColumnStats.of(sample, i)));
            }
        }
        keepOtherWorkflows(sample);
    }

    /** Whether a column can only be decided on a sample. */
    static boolean needsSample(Columns columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.target(i) instanceof Target.Sampled) {
                return true;
            }
        }
        return columns.has(Field.JOB) || columns.places(Field.WORKFLOW).size() > 1;
    }

    /** Takes in the columns that have appeared since. */
    void extend() {
        if (uses.size() < columns.size()) {
            for (int i = uses.size(); i < columns.size(); i++) {
                uses.add(named(i));
            }
            collectParts();
        }
    }

    /** What a field's columns say in a row: the best one that is filled. */
    @Nullable
    String text(Row.Values row, Field field) {
        for (int place : parts.getOrDefault(field, List.of())) {
            String text = row.text(place);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The same of a field that no report can do without. */
    String needed(Row.Values row, Field field) {
        String text = text(row, field);
        if (text == null) {
            throw Check.invalid(field.label(), "is missing (taken are " + String.join(", ", field.names()) + ")");
        }
        return text;
    }

    List<Integer> places(Field field) {
        return parts.getOrDefault(field, List.of());
    }

    String name(int column) {
        return columns.get(column).name();
    }

    List<MetricColumn> metrics() {
        return metrics;
    }

    List<LabelColumn> labels() {
        return labels;
    }

    List<Integer> branches() {
        return branches;
    }

    boolean jobInId() {
        return jobInId;
    }

    List<ColumnUse> uses() {
        return List.copyOf(uses);
    }

    private ColumnUse named(int i) {
        return switch (columns.target(i)) {
            case Target.Part part -> use(i, ColumnUse.Kind.FIELD, part.field().label());
            case Target.Metric metric -> metric(i, metric.name(), metric.strict());
            case Target.Label label -> label(i, LabelColumn.all(i, label.name(), label.max()));
            case Target.Dropped dropped -> dropped(i, dropped.reason());
            case Target.Sampled ignored -> dropped(i, "first seen after the columns were decided");
        };
    }

    private ColumnUse sampled(int i, Target.Sampled target, ColumnStats stats) {
        if (target.branch()) {
            branches.add(i);
        } else if (columns.kind().hasMetrics() && stats.isMetric()) {
            return foundMetric(i, target.name());
        }
        String reason = stats.reasonNotLabel();
        return reason == null ? foundLabel(i, target.name()) : dropped(i, reason);
    }

    /** Of several columns that could be the workflow the best one is; another may be worth a label. */
    private void keepOtherWorkflows(List<Row.Values> sample) {
        List<Integer> places = places(Field.WORKFLOW);
        for (int i : places.subList(Math.min(1, places.size()), places.size())) {
            if (ColumnStats.of(sample, i).reasonNotLabel() == null) {
                uses.set(i, foundLabel(i, columns.get(i).name()));
            }
        }
    }

    private ColumnUse foundMetric(int i, String name) {
        return metrics.size() < MAX_METRICS
                ? metric(i, name, false)
                : dropped(i, "a report has at most " + MAX_METRICS + " metrics");
    }

    private ColumnUse foundLabel(int i, String name) {
        // Some are kept free: for the kind of the branch, and for people other than the owner.
        int reserved = 1 + Math.max(0, places(Field.OWNER).size() - 1);
        return labels.size() + reserved < MAX_LABELS
                ? label(i, LabelColumn.few(i, name))
                : dropped(i, "a report has at most " + MAX_LABELS + " labels");
    }

    private ColumnUse metric(int i, String name, boolean strict) {
        metrics.add(new MetricColumn(i, name, strict));
        return use(i, ColumnUse.Kind.METRIC, name);
    }

    private ColumnUse label(int i, LabelColumn label) {
        labels.add(label);
        return use(i, ColumnUse.Kind.LABEL, label.name());
    }

    private void collectParts() {
        for (Field field : Field.of(columns.kind())) {
            parts.put(field, columns.places(field));
        }
    }

    private ColumnUse dropped(int i, String reason) {
        return use(i, ColumnUse.Kind.DROPPED, reason);
    }

    private ColumnUse use(int i, ColumnUse.Kind kind, String detail) {
        return new ColumnUse(columns.get(i).header(), kind, detail);
    }
}
