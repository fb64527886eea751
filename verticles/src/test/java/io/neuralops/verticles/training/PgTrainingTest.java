package io.neuralops.verticles.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.postgres.PgDatabase;
import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.verticles.jobs.JobStopped;
import io.neuralops.verticles.jobs.LiveJob;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Job.State;
import io.neuralops.verticles.operation.Job.Trigger;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.KeptPassword;
import io.vertx.core.Future;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a store that several processes may use. */
class PgTrainingTest extends TrainingContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @TempDir
    private static Path keys;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected boolean alone() {
        return false;
    }

    @Override
    protected Database open() {
        String name = "training_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        PgDsn dsn = PgDsn.parse("postgres://postgres@127.0.0.1:" + server.getPort() + "/" + name + "?sslmode=disable");
        return PgDatabase.open(vertx, PgSettings.of(dsn, null, TenantId.LOCAL), new KeptPassword(new FileSecrets(keys)))
                .await();
    }

    @Test
    void ofManyProcessesThatBeginAtOnceExactlyOneDoes() {
        one.record(ACME, "a", 300);
        List<Trainings> processes =
                IntStream.range(0, 8).mapToObj(i -> process("q" + i)).toList();

        List<Future<Job>> begun = processes.stream()
                .map(process -> process.training.start(OPERATOR, new Train()))
                .toList();
        Future.join(begun).otherwiseEmpty().await();

        assertThat(begun).filteredOn(Future::succeeded).hasSize(1);
        assertThat(begun)
                .filteredOn(Future::failed)
                .allSatisfy(refused -> assertThat(refused.cause()).hasMessageContaining("under way"));
    }

    @Test
    void anotherProcessTellsOfItAndStopsIt() {
        one.record(ACME, "a", 300);
        Trainings other = process("p2");
        LiveJob job =
                one.jobs.begin(OPERATOR, "mine", Trigger.DEMAND, told -> {}).await();
        job.begin(0.3, "thinking");
        one.jobs.beat(job).await();

        assertThat(other.training.job(OPERATOR, new GetJob("mine")).await())
                .extracting(Job::state, Job::progress, Job::step)
                .containsExactly(State.RUNNING, 0.3, "thinking");
        assertThatThrownBy(() -> other.training.start(OPERATOR, new Train()).await())
                .hasMessageContaining("job mine");
        other.training.cancel(OPERATOR, new CancelJob("mine")).await();
        job.step(0.4);
        one.jobs.beat(job).await();
        assertThatThrownBy(() -> job.step(0.5)).isInstanceOf(JobStopped.class);
    }

    @Test
    void whoIsHeardOfIsNotTakenForDeadWhateverItsClockSaysNow() {
        one.jobs.begin(OPERATOR, "mine", Trigger.DEMAND, told -> {}).await();
        Trainings other = process("p2");
        clock.move(Duration.ofSeconds(59));
        assertThat(other.training.job(OPERATOR, new GetJob("mine")).await().state())
                .isEqualTo(State.RUNNING);
        clock.move(Duration.ofHours(-2));
        assertThat(other.training.job(OPERATOR, new GetJob("mine")).await().state())
                .isEqualTo(State.INTERRUPTED);
    }
}
