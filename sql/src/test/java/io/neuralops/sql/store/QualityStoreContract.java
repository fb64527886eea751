package io.neuralops.sql.store;

import static io.neuralops.sql.store.StoreContract.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.quality.Feedback;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.run.RunStatus;
import io.neuralops.sql.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept about how models do. */
interface QualityStoreContract extends StoreContract {
    FeedbackStore FEEDBACK = new FeedbackStore();
    LiveStore LIVE = new LiveStore();
    ShadowStore SHADOWS = new ShadowStore();
    DriftStore DRIFT = new DriftStore();
    Instant BEGIN = Instant.parse("2025-06-02T12:00:00Z");

    @Test
    default void theLastWordOnARunIsKept() {
        predicted(1, "r", "v1", 0);
        predicted(2, "r", "v1", 1);
        said(1, Feedback.REAL, "a note");
        said(2, Feedback.FALSE_ALARM, null);

        FeedbackRow last =
                read(s -> FEEDBACK.find(s, TENANT, new RunKey("r", 1))).orElseThrow();
        assertThat(last.prediction()).isEqualTo(new UUID(0, 2));
        assertThat(last.verdict()).isEqualTo(Feedback.FALSE_ALARM);
        assertThat(last.note()).isNull();
        Map<RunKey, Feedback> all = read(s -> FEEDBACK.all(s, TENANT));
        assertThat(all).isEqualTo(Map.of(new RunKey("r", 1), Feedback.FALSE_ALARM));
        PredictionRow judged =
                read(s -> new PredictionStore().find(s, TENANT, new UUID(0, 1))).orElseThrow();
        assertThat(judged.feedback())
                .as("each prediction shows what was said of it")
                .isEqualTo("real");
    }

    @Test
    default void aPredictionIsLabelledByItsRunUnlessItCameAfterTheEndWasKnown() {
        predicted(1, "r", "v1", 0);
        predicted(2, "other", "v1", 1);
        predicted(3, "r", "v2", 2);
        ended("r", RunStatus.FAILURE, 60);
        predicted(4, "r", "v1", 61);
        ended("cancelled", RunStatus.CANCELLED, 60);
        predicted(5, "cancelled", "v1", 3);

        assertThat(labels("v1", BEGIN, 100)).containsExactly("cancelled null", "r null", "other null", "r true");
        assertThat(labels("v2", BEGIN, 100)).containsExactly("r true");
        assertThat(labels("v1", BEGIN.plusSeconds(1), 100)).hasSize(3);
        assertThat(labels("v1", BEGIN, 2)).as("among the latest two").containsExactly("cancelled null", "r null");

        ended("r", RunStatus.SUCCESS, 60);
        assertThat(labels("v2", BEGIN, 100)).as("a correction").containsExactly("r false");
    }

    @Test
    default void whatAChallengerSaidIsComparedOnceTheTruthIsKnown() {
        predicted(1, "r", "v1", 0);
        predicted(2, "s", "v1", 1);
        predicted(3, "late", "v1", 500);
        tx(s -> SHADOWS.insert(
                s,
                TENANT,
                List.of(shadow(1, "v2", 0.75), shadow(2, "v2", 0.25), shadow(3, "v2", 0.5), shadow(1, "v3", 0.1))));
        ended("r", RunStatus.FAILURE, 60);
        ended("late", RunStatus.FAILURE, 60);

        assertThat(compared(100)).containsExactly(new ShadowStore.Compared("r", 1, "v1", 0.5, 0.75, true));
        assertThat(compared(2)).as("of the latest two").isEmpty();
        long count = read(s -> SHADOWS.count(s, TENANT, "v2"));
        assertThat(count).isEqualTo(3);
    }

    @Test
    default void driftIsFoundOnceADay() {
        DriftStore.Finding first = new DriftStore.Finding("v1", "2025-06-02", "base_rate", 0.5, BEGIN);
        assertThat(found(first)).isTrue();
        assertThat(found(new DriftStore.Finding("v1", "2025-06-02", "x", 0.9, BEGIN)))
                .isFalse();
        assertThat(found(new DriftStore.Finding("v1", "2025-06-03", "x", 0.9, BEGIN)))
                .isTrue();
        assertThat(found(new DriftStore.Finding("v2", "2025-06-02", "x", 0.9, BEGIN)))
                .isTrue();

        List<DriftStore.Finding> all = read(s -> DRIFT.latest(s, TENANT, "v1", 10));
        List<DriftStore.Finding> one = read(s -> DRIFT.latest(s, TENANT, "v1", 1));
        assertThat(all).hasSize(2).last().isEqualTo(first);
        assertThat(one).containsExactly(all.getFirst());
    }

    private boolean found(DriftStore.Finding finding) {
        return tx(s -> DRIFT.add(s, TENANT, finding));
    }

    private List<ShadowStore.Compared> compared(int most) {
        return read(s -> SHADOWS.compared(s, TENANT, "v2", most));
    }

    private List<String> labels(String version, Instant since, int most) {
        List<String> labels = new ArrayList<>();
        read(s -> {
            labels.clear();
            return LIVE.latest(s, TENANT, version, since, most, one -> labels.add(one.runId() + " " + one.failed()));
        });
        return labels;
    }

    private void said(int prediction, Feedback verdict, String note) {
        tx(s -> FEEDBACK.give(
                s, TENANT, new FeedbackRow(new UUID(0, prediction), new RunKey("r", 1), verdict, note, BEGIN)));
    }

    private void ended(String run, RunStatus status, int second) {
        Instant at = BEGIN.plusSeconds(second);
        Run report = new Run(run, 1, "w", status, BEGIN, at, at, null, null, null, null, Map.of(), Map.of());
        tx(s -> new RunStore().record(s, TENANT, List.of(report)));
    }

    private static ShadowStore.Shadow shadow(int prediction, String version, double probability) {
        return new ShadowStore.Shadow(new UUID(0, prediction), version, probability, BEGIN);
    }

    private void predicted(int id, String run, String version, int second) {
        PredictionRow row = new PredictionRow(
                new UUID(0, id),
                run,
                1,
                "w",
                null,
                version,
                0.5,
                "workflow_history",
                new Json("{}"),
                new float[] {1, Float.NaN},
                BEGIN.plusSeconds(second),
                null,
                null);
        tx(s -> new PredictionStore().insert(s, TENANT, Arrays.asList(row)));
    }
}
