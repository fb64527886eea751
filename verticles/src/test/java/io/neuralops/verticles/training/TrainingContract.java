package io.neuralops.verticles.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Tenant;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Job.State;
import io.neuralops.verticles.operation.Job.Trigger;
import io.neuralops.verticles.operation.SteppedClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings as jobs that last, and what begins them, on either database. */
abstract class TrainingContract {
    protected static final TenantId ACME = new TenantId("acme");
    protected static final Principal OPERATOR = Principal.service(ACME);
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final Triggers TRIGGERS = new Triggers(Duration.ofHours(6), 400);

    @TempDir
    protected Path home;

    protected final Vertx vertx = Vertx.vertx();
    protected final SteppedClock clock = new SteppedClock();
    protected Database database;
    protected Trainings one;

    protected abstract Database open();

    /** Whether no other process may use the store. */
    protected abstract boolean alone();

    @BeforeEach
    void start() {
        database = open();
        for (TenantId tenant : List.of(TenantId.PLATFORM, ACME, GLOBEX)) {
            database.onboard(new Tenant(tenant, tenant.value(), clock.instant()))
                    .await();
        }
        one = process("p1");
    }

    @AfterEach
    void stop() {
        database.close().await();
        vertx.close().await();
    }

    protected Trainings process(String name) {
        return new Trainings(vertx, database, home, clock, new Worker(name, alone()), TRIGGERS);
    }

    protected Job train(Trainings process) {
        return process.training
                .begin(OPERATOR, Trigger.DEMAND)
                .compose(TrainingService.Begun::end)
                .await();
    }

    @Test
    void whatCameOfItIsToldAfterARestartToo() {
        one.record(ACME, "a", 300);
        Job job = train(one);

        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        assertThat(job.result()).isEqualTo("v1");
        assertThat(process("p2").training.job(OPERATOR, new GetJob(job.id())).await())
                .isEqualTo(job);
        assertThat(one.told.stream()
                        .filter(Event.TrainingProgressed.class::isInstance)
                        .map(event -> ((Event.TrainingProgressed) event).job().progress()))
                .isSorted()
                .hasSizeGreaterThan(10);
        assertThat(one.told).contains(new Event.ChallengerJudged(ACME, "v1", "promoted"));
        assertThat(one.told.stream().filter(Event.TrainingEnded.class::isInstance))
                .containsExactly(new Event.TrainingEnded(ACME, job, Duration.ZERO));
    }

    @Test
    void whoeverStopsItAtWhateverStepThereIsNoVersion() {
        one.record(ACME, "a", 300);
        for (String step : List.of(
                "replaying 300 runs", "measuring on the latest runs", "fitting on all runs", "storing the model")) {
            List<Future<?>> asked = new ArrayList<>();
            one.listener = event -> {
                if (event instanceof Event.TrainingProgressed progressed
                        && progressed.job().step().equals(step)
                        && asked.isEmpty()) {
                    asked.add(one.training.cancel(
                            OPERATOR, new CancelJob(progressed.job().id())));
                    // On a thread that may wait the next step comes after it.
                    if (!step.startsWith("storing")) {
                        wait(asked.getFirst());
                    }
                }
            };
            Job job = train(one);

            if (job.state() == State.SUCCEEDED) {
                assertThat(step).as("too late to stop").startsWith("storing");
                return;
            }
            assertThat(job.state()).as(step).isEqualTo(State.CANCELLED);
            assertThat(one.versions(ACME)).isZero();
            assertThat(one.artifacts.has(ACME, "v1")).isFalse();
            assertThat(one.training.job(OPERATOR, new GetJob(job.id())).await().state())
                    .isEqualTo(State.CANCELLED);
            assertThatThrownBy(() -> one.training
                            .cancel(OPERATOR, new CancelJob(job.id()))
                            .await())
                    .hasMessageContaining("the job has ended: cancelled");
        }
        one.listener = event -> {};
        assertThat(train(one).result()).isEqualTo("v1");
    }

    @Test
    void aSecondOneIsToldWhichRuns() {
        one.record(ACME, "a", 300);
        Job first = one.training.start(OPERATOR, new Train()).await();

        assertThatThrownBy(() -> one.training.start(OPERATOR, new Train()).await())
                .hasMessage("a training is under way already: job " + first.id());
        one.training.cancel(OPERATOR, new CancelJob(first.id())).await();
        assertThatThrownBy(() ->
                        one.training.cancel(OPERATOR, new CancelJob("nobody")).await())
                .hasMessageContaining("no job");
    }

    /** What a process that was killed leaves: a row that says it runs. */
    @Test
    void whatADeadProcessLeftIsInterruptedAndInNobodysWay() {
        one.record(ACME, "a", 300);
        one.jobs.begin(OPERATOR, "left", Trigger.SCHEDULE, job -> {}).await();
        Trainings after = process("p2");
        clock.move(Duration.ofMinutes(2));

        Job left = after.training.job(OPERATOR, new GetJob("left")).await();
        assertThat(left.state()).isEqualTo(State.INTERRUPTED);
        assertThat(left.error()).contains("process");
        assertThat(train(after).result()).isEqualTo("v1");
        assertThat(after.training
                        .jobs(OPERATOR, new ListJobs(null, null))
                        .await()
                        .items())
                .extracting(Job::state)
                .containsExactly(State.SUCCEEDED, State.INTERRUPTED);
    }

    /** A process that stood still for so long that it was taken for dead. */
    @Test
    void whoWasTakenForDeadStoresNothing() {
        one.record(ACME, "a", 300);
        Trainings other = process("p2");
        one.listener = event -> {
            if (event instanceof Event.TrainingProgressed progressed
                    && progressed.job().step().startsWith("fitting")) {
                one.listener = ignored -> {};
                clock.move(Duration.ofMinutes(2));
                wait(other.training.begin(OPERATOR, Trigger.DEMAND).compose(TrainingService.Begun::end));
            }
        };

        assertThat(train(one).state()).isEqualTo(State.INTERRUPTED);
        assertThat(one.versions(ACME)).isEqualTo(1);
        assertThat(other.artifacts.has(ACME, "v1")).isTrue();
        assertThat(other.training
                        .jobs(OPERATOR, new ListJobs(null, null))
                        .await()
                        .items())
                .extracting(Job::state)
                .containsExactly(State.SUCCEEDED, State.INTERRUPTED);
    }

    @Test
    void oneProcessThatEndsInterruptsItsOwn() {
        one.record(ACME, "a", 300);
        one.listener = event -> {
            if (event instanceof Event.TrainingProgressed progressed
                    && progressed.job().step().startsWith("measuring")) {
                one.training.stop();
            }
        };

        assertThat(train(one).state()).isEqualTo(State.INTERRUPTED);
        assertThat(one.versions(ACME)).isZero();
    }

    @Test
    void whatTaughtTooLittleIsNotTriedAgainWithTheSameRuns() {
        one.record(ACME, "a", 30);
        Job job = train(one);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.error()).contains("are needed to train");
        clock.move(Duration.ofHours(7));

        assertThat(one.schedule.sweep().await()).isZero();
        one.record(ACME, "b", 60);
        assertThat(one.schedule.sweep().await()).isEqualTo(1);
        assertThat(one.versions(ACME)).isEqualTo(1);
    }

    @Test
    void tenantsAreTrainedInTurnIfThereIsSomethingNew() {
        one.record(ACME, "a", 100);
        one.record(GLOBEX, "g", 100);
        assertThat(one.schedule.sweep().await()).as("it isn't time").isZero();
        clock.move(Duration.ofHours(6));

        assertThat(one.schedule.sweep().await()).isEqualTo(2);
        assertThat(one.schedule.sweep().await()).isZero();
        clock.move(Duration.ofHours(6));
        assertThat(one.schedule.sweep().await()).as("nothing is new").isZero();
        one.record(GLOBEX, "h", 1);
        assertThat(one.schedule.sweep().await()).isEqualTo(1);
        assertThat(one.versions(ACME)).isEqualTo(1);
        assertThat(one.versions(GLOBEX)).isEqualTo(2);
        assertThat(triggers()).containsOnly(Trigger.SCHEDULE);
    }

    @Test
    void enoughNewRunsAndDriftAreReasons() {
        one.record(ACME, "a", 400);
        assertThat(one.schedule.sweep().await()).isEqualTo(1);
        clock.move(Duration.ofMinutes(11));
        one.record(ACME, "b", 399);
        assertThat(one.schedule.sweep().await()).isZero();
        one.news.accept(new Event.DriftFound(ACME, "v1", "recent_rate", 0.4, Instant.EPOCH));
        one.news.accept(new Event.DriftFound(ACME, "v1", "last_failed", 0.3, Instant.EPOCH));

        assertThat(one.schedule.sweep().await()).isEqualTo(1);
        clock.move(Duration.ofMinutes(11));
        assertThat(one.schedule.sweep().await()).isZero();
        assertThat(triggers()).containsExactly(Trigger.NEW_LABELS, Trigger.DRIFT);
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        one.record(ACME, "a", 400);
        assertThat(one.schedule.sweep().await()).isEqualTo(1);
        clock.move(Duration.ofDays(-30));
        one.record(ACME, "b", 400);

        assertThat(one.schedule.sweep().await()).isEqualTo(1);
        assertThat(one.versions(ACME)).isEqualTo(2);
        assertThat(one.schedule.sweep().await()).isZero();
        Job latest = one.training
                .jobs(OPERATOR, new ListJobs(1, null))
                .await()
                .items()
                .getFirst();
        assertThat(latest.endedAt()).isEqualTo(latest.startedAt());
    }

    private List<Trigger> triggers() {
        return one.told.stream()
                .filter(Event.TrainingEnded.class::isInstance)
                .map(event -> ((Event.TrainingEnded) event).job().trigger())
                .toList();
    }

    protected static void wait(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    protected static Stream<Job> ended(Trainings process) {
        return process.told.stream()
                .filter(Event.TrainingEnded.class::isInstance)
                .map(event -> ((Event.TrainingEnded) event).job());
    }
}
