package io.neuralops.models.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The inputs that come from history. To add one, add a constant here (and, if it needs a new number, to {@link Past});
 * training takes it up by itself. The names are part of stored models: never change or reuse one.
 */
public enum HistoryFeature {
    BASE_RATE(
            Transform.LOGIT,
            "failure rate over its whole history",
            m -> m.past().baseRate()),
    RECENT_RATE(
            Transform.LOGIT, "failure rate of the latest runs", m -> m.past().recentRate()),
    FAILURE_STREAK(
            Transform.LOG1P,
            "failures in a row just before",
            m -> m.past().last() == 1 ? m.past().streak() : 0),
    SUCCESS_STREAK(
            Transform.LOG1P,
            "successes in a row just before",
            m -> m.past().last() == 0 ? m.past().streak() : 0),
    LAST_FAILED(Transform.IDENTITY, "whether the last run failed", m -> m.past().last()),
    SECOND_LAST_FAILED(
            Transform.IDENTITY,
            "whether the run before the last failed",
            m -> m.past().secondLast()),
    FAILS_AFTER_LAST(
            Transform.LOGIT,
            "failure rate after a run that ended like the last",
            m -> m.past().afterLast()),
    FAILS_AFTER_LAST_TWO(
            Transform.LOGIT,
            "failure rate after two runs that ended like the last two",
            m -> m.past().afterLastTwo()),
    SIGNALS_WARNING(Transform.LOG1P, "warnings firing now", m -> m.firing().warning()),
    SIGNALS_CRITICAL(
            Transform.LOG1P, "critical signals firing now", m -> m.firing().critical()),
    SIGNALS_OF_SERVICE(Transform.LOG1P, "signals firing now for its own service", Moment::firingOfService);

    private static final HistoryFeature[] FEATURES = values();
    private static final Map<String, HistoryFeature> BY_LABEL =
            Arrays.stream(FEATURES).collect(Collectors.toUnmodifiableMap(HistoryFeature::label, f -> f));

    private final Transform transform;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // the functions below hold no state
    private final ToDoubleFunction<Moment> value;

    HistoryFeature(Transform transform, String words, ToDoubleFunction<Moment> value) {
        this.transform = transform;
        this.words = words;
        this.value = value;
    }

    /** The feature of a name, if there is one. */
    public static Optional<HistoryFeature> named(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    /** The raw values of all features at a moment, in their order. */
    public static float[] all(Moment moment) {
        float[] values = new float[FEATURES.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = FEATURES[i].of(moment);
        }
        return values;
    }

    /** This feature's value among those of {@link #all}. */
    @SuppressWarnings("EnumOrdinal") // all() is made in this order, and its arrays are never stored
    public float in(float[] all) {
        return all[ordinal()];
    }

    /** The raw value, before any transform. A rate so high that a float would round it to 1 stays just below. */
    public float of(Moment moment) {
        float raw = (float) value.applyAsDouble(moment);
        return transform == Transform.LOGIT ? Math.min(raw, Math.nextDown(1f)) : raw;
    }

    public Transform transform() {
        return transform;
    }

    /** What the feature is, for people. */
    public String words() {
        return words;
    }

    /** The name in schemas, answers and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
