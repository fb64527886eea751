package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the user says about columns: {@code --map theirs=ours}. It goes before everything that names tell by themselves. */
public final class Mapping {
    private final Map<String, Target> targets;

    private Mapping(Map<String, Target> targets) {
        this.targets = targets;
    }

    public static Mapping none() {
        return new Mapping(Map.of());
    }

    /** The same for a file of runs. */
    public static Mapping parse(List<String> pairs) {
        return parse(Kind.RUNS, pairs);
    }

    /**
     * Reads {@code theirs=ours} pairs; {@code ours} is a field of a report, {@code metrics.NAME}, {@code labels.NAME}, or
     * {@code -} to leave the column out.
     *
     * @throws io.neuralops.models.failure.FailureException naming the pair that can't be used
     */
    public static Mapping parse(Kind kind, List<String> pairs) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw Check.invalid("map", "'" + pair + "' is not of the form COLUMN=FIELD");
            }
            String theirs = Names.normal(pair.substring(0, equals));
            if (targets.put(theirs, target(kind, pair.substring(equals + 1).strip())) != null) {
                throw Check.invalid("map", "column '" + theirs + "' is mapped twice");
            }
        }
        return new Mapping(targets);
    }

    /** The target that the user gave a column, or null. */
    @Nullable
    Target of(String normalName) {
        return targets.get(normalName);
    }

    /** The columns that are mapped, in normal spelling. */
    Set<String> columns() {
        return targets.keySet();
    }

    private static Target target(Kind kind, String ours) {
        if (ours.equals("-")) {
            return new Target.Dropped("left out by --map");
        }
        if (kind.hasMetrics() && ours.startsWith(Names.METRICS) && ours.length() > Names.METRICS.length()) {
            return new Target.Metric(Check.text("map", ours.substring(Names.METRICS.length()), 100), false);
        }
        if (ours.startsWith(Names.LABELS) && ours.length() > Names.LABELS.length()) {
            String name = Check.text("map", ours.substring(Names.LABELS.length()), 100);
            return new Target.Label(name, ColumnRules.MAX_LABEL);
        }
        return field(kind, ours)
                .map(field -> new Target.Part(field, 0))
                .orElseThrow(() -> Check.invalid(
                        "map",
                        "'" + ours + "' is not a field of " + (kind == Kind.INCIDENTS ? "an " : "a ") + kind.one()
                                + "; taken are " + fields(kind) + (kind.hasMetrics() ? ", metrics.NAME" : "")
                                + ", labels.NAME, and - to leave the column out"));
    }

    private static Optional<Field> field(Kind kind, String ours) {
        return Field.of(kind).stream()
                .filter(field -> field.label().equals(ours))
                .findFirst();
    }

    private static String fields(Kind kind) {
        return Field.of(kind).stream().map(Field::label).collect(Collectors.joining(", "));
    }
}
