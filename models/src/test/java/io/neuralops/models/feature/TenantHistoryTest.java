package io.neuralops.models.feature;

import static io.neuralops.models.Samples.at;
import static io.neuralops.models.Samples.ended;
import static io.neuralops.models.Samples.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.Samples;
import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.run.RunMerge;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TenantHistoryTest {
    private static final List<String> ASKED = List.of("api/build", "api/test", "api/new", "deploy", "never seen");

    /** Up to 1,500 runs: more than a workflow's window holds, and than the tenant's. */
    @Property(seed = "31", tries = 40)
    void answersDependOnTheOutcomesAndNotOnTheirOrder(
            @ForAll @IntRange(min = 0, max = 1_500) int count, @ForAll long seed) {
        List<Run> runs = fewWorkflows(seed, count);
        List<Run> shuffled = new ArrayList<>(runs);
        Collections.shuffle(shuffled, new Random(seed));
        List<Signal> signals = Samples.alerts(seed, 60);
        List<Signal> shuffledSignals = new ArrayList<>(signals);
        Collections.shuffle(shuffledSignals, new Random(seed));

        TenantHistory ordered = historyOf(runs);
        TenantHistory disordered = historyOf(shuffled);
        signals.forEach(ordered::add);
        shuffledSignals.forEach(disordered::add);

        for (Instant moment : moments(runs, new Random(seed))) {
            assertThat(answers(disordered, moment)).isEqualTo(answers(ordered, moment));
        }
    }

    @Test
    void madeUpNamesDoNotFillTheMemory() {
        TenantHistory history = new TenantHistory();
        Run run = ended("kept", "r", 0, 1, true);
        history.add("kept", Outcome.of(run));
        for (int i = 0; i < 100_100; i++) {
            history.add("made up " + i, Outcome.of(ended("made up " + i, "m" + i, 1, 2, false)));
        }

        assertThat(history.latestKnown()).hasSize(100_000).containsKey("kept");
        assertThat(history.at("kept", at(100)).past().tenantRuns()).isEqualTo(100_101);
        history.remove("made up 100099", Outcome.of(ended("made up 100099", "m100099", 1, 2, false)));
        assertThat(history.at("kept", at(100)).past().tenantRuns()).isEqualTo(100_100);
    }

    @Property(seed = "32", tries = 40)
    void anEarlierMomentReadsAsIfNothingLaterHadBeenKnown(
            @ForAll @IntRange(min = 0, max = 1_500) int count, @ForAll long seed) {
        List<Run> runs = fewWorkflows(seed, count);
        TenantHistory history = historyOf(runs);

        for (Instant moment : moments(runs, new Random(seed))) {
            TenantHistory then = historyOf(
                    runs.stream().filter(r -> r.knownAt().isBefore(moment)).toList());
            for (String workflow : ASKED) {
                if (history.covers(workflow, moment)) {
                    assertThat(history.at(workflow, moment)).isEqualTo(then.at(workflow, moment));
                }
            }
        }
    }

    @Test
    void coversTheRecentPastButNotWhatItHasForgotten() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            runs.add(ended("deploy", "r" + i, i, i + 1, i % 3 == 0));
        }
        TenantHistory history = historyOf(runs);

        assertThat(history.covers("deploy", at(1_000))).isTrue();
        assertThat(history.covers("deploy", at(600))).isTrue();
        assertThat(history.covers("deploy", at(100))).isFalse();
        assertThat(history.covers("other", at(100))).isTrue();
    }

    @Property(seed = "33", tries = 40)
    void addingAndRemovingAnOutcomeRestoresEveryAnswer(
            @ForAll @IntRange(min = 0, max = 400) int count, @ForAll long seed) {
        List<Run> runs = fewWorkflows(seed, count);
        TenantHistory history = historyOf(runs);
        Outcome extra = Outcome.of(ended("api/build", "extra", 50, new Random(seed).nextInt(40_000), true));
        List<Instant> moments = moments(runs, new Random(seed));
        List<Moment> before =
                moments.stream().flatMap(m -> answers(history, m).stream()).toList();

        history.add("api/build", extra);
        history.remove("api/build", extra);

        assertThat(moments.stream().flatMap(m -> answers(history, m).stream()).toList())
                .isEqualTo(before);
    }

    /**
     * Reports of runs come late, twice and out of order, are merged as a store would, and what changed is folded in. In the
     * end the history is that of the runs as they are stored.
     */
    @Property(seed = "34", tries = 60)
    void lateRepeatedAndCorrectedReportsLeaveTheHistoryOfWhatIsStored(@ForAll long seed) {
        Random random = new Random(seed);
        List<Run> reports = new ArrayList<>();
        for (Run run : fewWorkflows(seed, 150)) {
            reports.add(run);
            if (random.nextInt(3) == 0) {
                reports.add(Samples.run(
                        run.workflow(), run.runId(), RunStatus.RUNNING, run.startedAt(), null, run.startedAt()));
            }
            if (random.nextInt(5) == 0) {
                reports.add(run);
            }
            if (random.nextInt(6) == 0) {
                RunStatus status = random.nextBoolean()
                        ? RunStatus.CANCELLED
                        : Samples.flipped(run).status();
                Instant later = run.knownAt().plusSeconds(random.nextInt(5_000));
                reports.add(Samples.run(run.workflow(), run.runId(), status, run.startedAt(), later, later));
            }
        }
        Collections.shuffle(reports, random);
        Map<RunKey, Run> stored = new HashMap<>();
        TenantHistory folded = new TenantHistory();
        for (Run report : reports) {
            Run before = stored.get(report.key());
            Recorded recorded = new Recorded(before, before == null ? report : RunMerge.merge(before, report));
            stored.put(report.key(), recorded.after());
            fold(folded, recorded);
        }

        TenantHistory rebuilt =
                historyOf(stored.values().stream().filter(Run::labelled).toList());
        for (Instant moment : moments(reports, random)) {
            assertThat(answers(folded, moment)).isEqualTo(answers(rebuilt, moment));
        }
    }

    @Test
    void theEvidenceIsTheLatestFailuresOfTheWorkflowLatestFirst() {
        TenantHistory history = new TenantHistory();
        for (int i = 0; i < 40; i++) {
            history.add("w", Outcome.of(ended("w", "r" + i, i, i + 1, i % 4 == 0)));
            history.add("v", Outcome.of(ended("v", "other" + i, i, i + 1, true)));
        }

        assertThat(history.at("w", at(100)).recentFailures())
                .extracting(RunKey::runId)
                .containsExactly("r36", "r32", "r28", "r24", "r20");
        assertThat(history.at("w", at(30)).recentFailures().getFirst().runId()).isEqualTo("r28");
    }

    @Test
    void signalsCountForTheWorkflowAndForTheServiceThatItBelongsTo() {
        TenantHistory history = new TenantHistory();
        history.add(signal("s1", "api", "slow", Severity.WARNING, SignalState.FIRING, 10));
        history.add(signal("s2", "api/build", "stuck", Severity.CRITICAL, SignalState.FIRING, 10));
        history.add(signal("s3", "web", "down", Severity.CRITICAL, SignalState.FIRING, 10));
        history.add(signal("s4", "api", "note", Severity.INFO, SignalState.FIRING, 10));

        assertThat(history.at("api/build", at(20)).firingOfService()).isEqualTo(2);
        assertThat(history.at("api/test", at(20)).firingOfService()).isEqualTo(1);
        assertThat(history.at("api", at(20)).firingOfService()).isEqualTo(1);
        assertThat(history.at("other", at(20)).firingOfService()).isZero();
        assertThat(history.at(null, at(20)).firingOfService()).isZero();
        assertThat(history.at("api/build", at(10)).firingOfService()).isZero();
    }

    /** An outcome whose clock says that it was known before the run began must not be seen at its own start. */
    @Test
    void anOutcomeIsNeverKnownBeforeItsRunStarted() {
        Run skewed = Samples.run("w", "r", RunStatus.FAILURE, at(100), at(100), at(40));
        TenantHistory history = new TenantHistory();
        history.add("w", Outcome.of(skewed));

        assertThat(history.at("w", at(100)).past().runs()).isZero();
        assertThat(history.at("w", at(101)).past().runs()).isEqualTo(1);
    }

    private static void fold(TenantHistory history, Recorded recorded) {
        Run before = recorded.before();
        if (!recorded.changed()) {
            return;
        }
        if (before != null && before.labelled()) {
            history.remove(before.workflow(), Outcome.of(before));
        }
        if (recorded.after().labelled()) {
            history.add(recorded.after().workflow(), Outcome.of(recorded.after()));
        }
    }

    /** Runs of few workflows, many of which became known in the same second. */
    private static List<Run> fewWorkflows(long seed, int count) {
        Random random = new Random(seed);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String workflow = random.nextInt(5) == 0 ? "api/test" : random.nextInt(8) == 0 ? "deploy" : "api/build";
            int start = random.nextInt(40 * count);
            runs.add(ended(
                    workflow, "r" + i, start, (start + random.nextInt(600)) / 60 * 60 + 60, random.nextInt(3) == 0));
        }
        return runs;
    }

    private static TenantHistory historyOf(List<Run> runs) {
        TenantHistory history = new TenantHistory();
        runs.forEach(run -> history.add(run.workflow(), Outcome.of(run)));
        return history;
    }

    private static List<Moment> answers(TenantHistory history, Instant moment) {
        return ASKED.stream().map(workflow -> history.at(workflow, moment)).toList();
    }

    /** Now, and some moments at which something became known. */
    private static List<Instant> moments(List<Run> runs, Random random) {
        List<Instant> moments = new ArrayList<>();
        moments.add(at(10_000_000));
        for (int i = 0; i < 12 && !runs.isEmpty(); i++) {
            moments.add(runs.get(random.nextInt(runs.size())).knownAt());
        }
        return moments;
    }
}
