package io.neuralops.sql.store;

import static io.neuralops.sql.store.StoreContract.first;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

interface JobStoreContract extends StoreContract {
    JobStore JOBS = new JobStore();
    String TRAIN = "train";

    @Test
    default void ofAKindOneRunsAtMost() {
        assertThat(claim(job("a"))).isTrue();
        assertThat(claim(job("b"))).isFalse();

        assertThat(running()).contains(job("a"));
        assertThat(findJob("b")).isEmpty();
        assertThat(end(ended(job("a"), "succeeded", "v1", null, 7L))).isTrue();
        assertThat(claim(job("b"))).isTrue();
        assertThat(findJob("a")).contains(ended(job("a"), "succeeded", "v1", null, 7L));
    }

    @Test
    default void whatHasEndedStaysAsItIs() {
        claim(job("a"));
        JobRow failed = ended(job("a"), "failed", null, "no room", null);

        assertThat(end(failed)).isTrue();

        assertThat(end(ended(job("a"), "succeeded", "v1", null, 7L))).isFalse();
        assertThat(cancelJob("a")).isFalse();
        assertThat(beat("a", 0.9)).isFalse();
        assertThat(interrupt(job("a"))).isFalse();
        assertThat(findJob("a")).contains(failed);
        assertThat(running()).isEmpty();
    }

    @Test
    default void whoRunsSaysSoAndIsToldToStop() {
        claim(job("a"));

        assertThat(cancelJob("a")).isTrue();
        assertThat(cancelJob("a")).isTrue();
        assertThat(beat("a", 0.5)).isTrue();

        JobRow seen = findJob("a").orElseThrow();
        assertThat(seen.progress()).isEqualTo(0.5);
        assertThat(seen.step()).isEqualTo("half");
        assertThat(seen.seenAt()).isEqualTo(NOW.plusSeconds(9));
        assertThat(seen.cancelling()).isTrue();
        assertThat(seen.detail()).isEqualTo("{\"rows\":7}");
        assertThat(cancelJob("z")).isFalse();
    }

    @Test
    default void onlyWhoWasNotHeardOfSinceIsInterrupted() {
        claim(job("a"));
        JobRow read = findJob("a").orElseThrow();
        beat("a", 0.5);

        assertThat(interrupt(read)).isFalse();
        assertThat(interrupt(findJob("a").orElseThrow())).isTrue();
        assertThat(findJob("a").orElseThrow().state()).isEqualTo("interrupted");
        assertThat(claim(job("b"))).isTrue();
    }

    @Test
    default void theLatestIsTheOneThatWasEnteredLastWhateverItsClockSaid() {
        claim(job("a"));
        end(ended(job("a"), "succeeded", "v1", null, 70L));
        claim(new JobRow(
                "b",
                TRAIN,
                "drift",
                "running",
                0,
                "s",
                "p",
                false,
                NOW.minusSeconds(900),
                NOW,
                null,
                null,
                null,
                null,
                null));
        end(ended(job("b"), "failed", null, "later", null));

        assertThat(read(s -> JOBS.latest(s, TENANT, TRAIN)).orElseThrow().id()).isEqualTo("b");
        long runsTo = read(s -> JOBS.runsTo(s, TENANT, TRAIN));
        assertThat(runsTo).isEqualTo(70);
        long ofNone = read(s -> JOBS.runsTo(s, TENANT, "other"));
        assertThat(ofNone).isZero();
        List<JobStore.Stored> page = read(s -> JOBS.page(s, TENANT, TRAIN, first(5)));
        assertThat(page).extracting(stored -> stored.job().id()).containsExactly("b", "a");
    }

    @Test
    default void theOldestGo() {
        for (int i = 0; i < 5; i++) {
            claim(job("j" + i));
            end(ended(job("j" + i), "failed", null, "e", null));
        }
        claim(job("last"));

        int gone = tx(s -> JOBS.trim(s, TENANT, TRAIN, 3));

        assertThat(gone).isEqualTo(3);
        assertThat(findJob("j2")).isEmpty();
        assertThat(findJob("j3")).isPresent();
        assertThat(findJob("last")).isPresent();
    }

    @Test
    default void kindsAreApart() {
        JobRow export = ofKind("e", "export", "schedule", NOW);
        claim(job("a"));

        assertThat(claim(export)).isTrue();
        assertThat(claim(ofKind("f", "export", "demand", NOW))).isFalse();
        List<JobStore.Stored> page = read(s -> JOBS.page(s, TENANT, "export", first(5)));
        assertThat(page).extracting(stored -> stored.job().id()).containsExactly("e");
        assertThat(running()).contains(job("a"));
        end(ended(export, "succeeded", "there", null, null));
        claim(ofKind("g", "export", "schedule", NOW.plusSeconds(5)));
        int gone = tx(s -> JOBS.trim(s, TENANT, TRAIN, 0));
        assertThat(gone).isZero();
        assertThat(ofSchedule("export", NOW)).containsExactly("e", "g");
        assertThat(ofSchedule("export", NOW.plusSeconds(1))).containsExactly("g");
        assertThat(ofSchedule(TRAIN, NOW)).isEmpty();
    }

    private List<String> ofSchedule(String kind, Instant since) {
        List<JobRow> rows = read(s -> JOBS.ofSchedule(s, TENANT, kind, since));
        return rows.stream().map(JobRow::id).toList();
    }

    private static JobRow ofKind(String id, String kind, String askedBy, Instant startedAt) {
        return new JobRow(
                id, kind, askedBy, "running", 0, "s", "p", false, startedAt, NOW, null, null, null, null, null);
    }

    private static JobRow job(String id) {
        return new JobRow(
                id, TRAIN, "demand", "running", 0, "starting", "p", false, NOW, NOW, null, null, null, null, "{}");
    }

    private static JobRow ended(
            JobRow job, String state, @Nullable String result, @Nullable String error, @Nullable Long runsTo) {
        Instant end = NOW.plusSeconds(60);
        return new JobRow(
                job.id(),
                job.kind(),
                job.askedBy(),
                state,
                1,
                "done",
                job.process(),
                false,
                job.startedAt(),
                job.seenAt(),
                end,
                result,
                error,
                runsTo,
                job.detail());
    }

    private static JobRow seen(JobRow job, double progress) {
        return new JobRow(
                job.id(),
                job.kind(),
                job.askedBy(),
                job.state(),
                progress,
                "half",
                job.process(),
                false,
                job.startedAt(),
                NOW.plusSeconds(9),
                null,
                null,
                null,
                null,
                "{\"rows\":7}");
    }

    private boolean claim(JobRow job) {
        return tx(s -> JOBS.claim(s, TENANT, job));
    }

    private boolean end(JobRow job) {
        return tx(s -> JOBS.end(s, TENANT, job));
    }

    private boolean cancelJob(String id) {
        return tx(s -> JOBS.cancel(s, TENANT, id));
    }

    private boolean beat(String id, double progress) {
        return tx(s -> JOBS.beat(s, TENANT, seen(job(id), progress)));
    }

    private boolean interrupt(JobRow job) {
        return tx(s -> JOBS.interrupt(s, TENANT, job, NOW.plusSeconds(99), "gone"));
    }

    private Optional<JobRow> running() {
        return read(s -> JOBS.running(s, TENANT, TRAIN));
    }

    private Optional<JobRow> findJob(String id) {
        return read(s -> JOBS.find(s, TENANT, id));
    }
}
