package io.neuralops.sql.store;

import static io.neuralops.sql.store.StoreContract.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunMerge;
import io.neuralops.models.run.RunStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface RunStoreContract extends StoreContract {
    RunStore RUNS = new RunStore();
    RunFilter ALL = new RunFilter(null, null);

    @Test
    default void aNewRunIsCreatedAndComesBackWhole() {
        Run run = new Run(
                "r1",
                2,
                "api/build",
                RunStatus.FAILURE,
                NOW,
                NOW.plusSeconds(90),
                NOW.plusSeconds(95),
                90_000L,
                new BigDecimal("1.50"),
                "person:k1:00",
                "line 1\nit's \"broken\"",
                Map.of("size", 1.0 / 3, "gr\u00f6\u00dfe", 1e300),
                Map.of("event", "push", "quote", "a\"b\\"));
        List<Recorded> recorded = record(run);

        assertThat(recorded).containsExactly(new Recorded(null, run));
        assertThat(recorded.getFirst().created()).isTrue();
        assertThat(runs(ALL)).containsExactly(run);
    }

    @Test
    default void aRunWithoutAnythingOptionalComesBackWithoutIt() {
        Run run = new Run("r1", 1, "w", RunStatus.QUEUED, NOW, null, NOW, null, null, null, null, Map.of(), Map.of());
        record(run);

        assertThat(runs(ALL)).containsExactly(run);
    }

    @Test
    default void aReportOfAStoredRunIsMergedAndWhatItSaysTwiceChangesNothing() {
        Run running = run("r1", RunStatus.RUNNING, 0);
        Run ended = run("r1", RunStatus.FAILURE, 60);
        record(running);
        Recorded updated = record(ended).getFirst();
        Recorded repeated = record(ended).getFirst();
        Recorded late = record(running).getFirst();

        assertThat(updated).isEqualTo(new Recorded(running, RunMerge.merge(running, ended)));
        assertThat(updated.changed()).isTrue();
        assertThat(repeated.changed()).isFalse();
        assertThat(late.changed()).isFalse();
        assertThat(runs(ALL)).containsExactly(updated.after());
    }

    @Test
    default void aRepeatedReportIsUnchangedHoweverItsNumbersAreWritten() {
        for (String cost : List.of("1E+3", "0.10", "12345678901234567890", "0")) {
            Run run = new Run(
                    "cost " + cost,
                    1,
                    "w",
                    RunStatus.SUCCESS,
                    NOW,
                    NOW,
                    NOW,
                    0L,
                    new BigDecimal(cost),
                    null,
                    null,
                    Map.of("zero", 0.0, "tiny", Double.MIN_VALUE, "third", 1.0 / 3, "big", 1e22),
                    Map.of());
            record(run);

            assertThat(record(run).getFirst().changed()).as(cost).isFalse();
        }
    }

    @Test
    default void oneBatchMayReportARunSeveralTimes() {
        Run queued = run("r1", RunStatus.QUEUED, 0);
        Run running = run("r1", RunStatus.RUNNING, 10);
        Run ended = run("r1", RunStatus.SUCCESS, 60);
        Run other = run("r2", RunStatus.SUCCESS, 61);
        List<Recorded> recorded = record(queued, running, other, ended, ended);

        assertThat(recorded).extracting(r -> r.after().runId()).containsExactly("r1", "r1", "r2", "r1", "r1");
        assertThat(recorded).extracting(Recorded::created).containsExactly(true, false, true, false, false);
        assertThat(recorded).extracting(Recorded::changed).containsExactly(true, true, true, true, false);
        assertThat(recorded.get(3).before()).isEqualTo(recorded.get(1).after());
        assertThat(runs(ALL)).containsExactlyInAnyOrder(recorded.get(4).after(), other);
    }

    @Test
    default void attemptsAreRunsOfTheirOwnAndTheLatestIsFound() {
        Run first = run("r1", RunStatus.FAILURE, 0);
        Run second =
                new Run("r1", 2, "w", RunStatus.SUCCESS, NOW, NOW, NOW, null, null, null, null, Map.of(), Map.of());
        record(second, first, run("r2", RunStatus.SUCCESS, 5));

        assertThat(runs(ALL)).hasSize(3);
        List<Run> found = read(s -> RUNS.findAll(s, TENANT, List.of("r1", "missing", "r2")));
        assertThat(found).extracting(Run::runId).containsExactly("r1", "r2");
        assertThat(found.getFirst()).isEqualTo(second);
    }

    @Test
    default void idsAreTakenLiterally() {
        List<String> ids = List.of("it's", "a\"b", "%", "a_b", "axb", "$1", "\ud83d\ude00", "R", "r");
        record(ids.stream().map(id -> run(id, RunStatus.SUCCESS, 0)).toArray(Run[]::new));

        List<Run> found = read(s -> RUNS.findAll(s, TENANT, ids));
        assertThat(found).extracting(Run::runId).containsExactlyElementsOf(ids);
    }

    @Test
    default void aChangeMovesARunToTheFrontAndNoChangeDoesNot() {
        record(run("r1", RunStatus.RUNNING, 0), run("r2", RunStatus.RUNNING, 0), run("r3", RunStatus.RUNNING, 0));
        long latest = page(ALL, first(1)).getFirst().position();
        record(run("r1", RunStatus.SUCCESS, 60));
        record(run("r2", RunStatus.RUNNING, 0));
        record(run("r4", RunStatus.RUNNING, 0));

        List<RunStore.Stored> page = page(ALL, first(10));
        assertThat(page).extracting(s -> s.run().runId()).containsExactly("r4", "r1", "r3", "r2");
        // Who remembers the last position it saw finds what came or changed since.
        assertThat(page.subList(0, 2)).allSatisfy(s -> assertThat(s.position()).isGreaterThan(latest));
        assertThat(page).extracting(RunStore.Stored::position).doesNotHaveDuplicates();
    }

    @Test
    default void pagesHaveNeitherGapsNorRepeatsWhileRunsArrive() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            record(run("r" + i, RunStatus.SUCCESS, i));
            expected.addFirst("r" + i);
        }
        List<String> seen = new ArrayList<>();
        Long before = null;
        List<RunStore.Stored> page;
        do {
            page = page(ALL, new Paging(5, before));
            page.forEach(stored -> seen.add(stored.run().runId()));
            if (!page.isEmpty()) {
                before = page.getLast().position();
            }
            record(run("new" + seen.size(), RunStatus.SUCCESS, 0));
        } while (!page.isEmpty());

        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    default void filtersAdmitWhatTheyName() {
        record(
                in("a", "r1", RunStatus.SUCCESS, 0),
                in("a", "r2", RunStatus.FAILURE, 10),
                in("b", "r3", RunStatus.FAILURE, 20),
                in("b", "r4", RunStatus.RUNNING, 30));

        assertThat(ids(new RunFilter(RunStatus.FAILURE, null))).containsExactly("r3", "r2");
        assertThat(ids(new RunFilter(null, NOW.plusSeconds(10)))).containsExactly("r4", "r3", "r2");
        assertThat(ofWorkflow("a", ALL, null)).containsExactly("r2", "r1");
        assertThat(ofWorkflow("b", new RunFilter(RunStatus.FAILURE, NOW.plusSeconds(20)), null))
                .containsExactly("r3");
        assertThat(ofWorkflow("c", ALL, null)).isEmpty();
    }

    @Test
    default void theRunsOfAWorkflowAreInTheOrderOfTimeWheneverTheyWereRecorded() {
        record(run("third", RunStatus.SUCCESS, 30), run("first", RunStatus.FAILURE, 0));
        record(run("second", RunStatus.SUCCESS, 10), run("also-third", RunStatus.SUCCESS, 30));

        List<String> seen = new ArrayList<>();
        TimePaging.Place before = null;
        List<RunStore.Stored> page;
        do {
            TimePaging next = new TimePaging(1, before);
            page = read(s -> RUNS.page(s, TENANT, "w", ALL, next));
            page.forEach(stored -> seen.add(stored.run().runId()));
            before = page.isEmpty() ? null : page.getLast().place();
        } while (before != null);

        assertThat(seen).containsExactly("also-third", "third", "second", "first");
    }

    @Test
    default void everyRunEveryOutcomeAndEveryOpenRunAreHandedOver() {
        Run success = run("r1", RunStatus.SUCCESS, 0);
        Run failure = run("r2", RunStatus.FAILURE, 10);
        Run cancelled = run("r3", RunStatus.CANCELLED, 20);
        Run running = run("r4", RunStatus.RUNNING, 30);
        Run queued = run("r5", RunStatus.QUEUED, 40);
        record(success, failure, cancelled, running, queued);
        List<Run> all = new ArrayList<>();
        List<Run> outcomes = new ArrayList<>();
        List<Run> open = new ArrayList<>();
        long count = read(s -> RUNS.forEach(s, TENANT, all::add));
        read(s -> RUNS.forEachOutcome(s, TENANT, outcomes::add));
        read(s -> RUNS.forEachOpen(s, TENANT, open::add));

        assertThat(count).isEqualTo(5);
        assertThat(all).containsExactlyInAnyOrder(success, failure, cancelled, running, queued);
        assertThat(open).containsExactly(running, queued);
        // What history needs of them, and no more.
        assertThat(outcomes)
                .usingRecursiveFieldByFieldElementComparatorOnFields(
                        "runId", "attempt", "workflow", "status", "startedAt", "knownAt")
                .containsExactlyInAnyOrder(success, failure);
        for (int most : new int[] {1, 2, 10}) {
            List<Run> latest = new ArrayList<>();
            read(s -> RUNS.forEachLatestOutcome(s, TENANT, most, latest::add));
            assertThat(latest)
                    .usingRecursiveFieldByFieldElementComparatorOnFields("runId", "status", "startedAt", "knownAt")
                    .containsExactlyElementsOf(List.of(failure, success).subList(0, Math.min(2, most)));
        }
    }

    @Test
    default void nothingToRecordIsNothingDone() {
        assertThat(record()).isEmpty();
        assertThat(runs(ALL)).isEmpty();
    }

    private List<Recorded> record(Run... reports) {
        return tx(s -> RUNS.record(s, TENANT, Arrays.asList(reports)));
    }

    private List<RunStore.Stored> page(RunFilter filter, Paging paging) {
        return read(s -> RUNS.page(s, TENANT, filter, paging));
    }

    private List<Run> runs(RunFilter filter) {
        return page(filter, first(100)).stream().map(RunStore.Stored::run).toList();
    }

    private List<String> ofWorkflow(String workflow, RunFilter filter, TimePaging.Place before) {
        return read(s -> RUNS.page(s, TENANT, workflow, filter, new TimePaging(100, before))).stream()
                .map(stored -> stored.run().runId())
                .toList();
    }

    private List<String> ids(RunFilter filter) {
        return runs(filter).stream().map(Run::runId).toList();
    }

    static Run run(String id, RunStatus status, int second) {
        return in("w", id, status, second);
    }

    static Run in(String workflow, String id, RunStatus status, int second) {
        Instant start = NOW.plusSeconds(second);
        Instant finish = status.finished() ? start.plusSeconds(5) : null;
        Instant known = finish == null ? start : finish;
        return new Run(id, 1, workflow, status, start, finish, known, null, null, null, null, Map.of(), Map.of());
    }
}
