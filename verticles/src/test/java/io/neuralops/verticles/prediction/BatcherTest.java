package io.neuralops.verticles.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.Moment;
import io.neuralops.models.feature.Past;
import io.neuralops.models.feature.RunStart;
import io.neuralops.models.feature.SignalsFiring;
import io.neuralops.models.feature.Transform;
import io.neuralops.models.onnx.OnnxGraph;
import io.neuralops.models.onnx.OnnxScorer;
import io.neuralops.models.onnx.Scorer;
import io.neuralops.models.onnx.Scores;
import io.neuralops.models.predict.Recommender;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.LinearModel;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.WatchedDatabase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions of one turn of an event loop, with a real model and a real store. */
class BatcherTest {
    private static final Instant NOW = Instant.parse("2025-06-02T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final double UNSCORABLE = 13;
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Column(Column.Source.METRIC, "size", null, Transform.IDENTITY, 0, 1)));

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Context eventLoop = vertx.getOrCreateContext();
    private final LinearModel linear = new LinearModel(SCHEMA, new double[] {0.5}, -1, new double[1], 0.5);
    private final CountingScorer scorer = new CountingScorer(new OnnxScorer(OnnxGraph.write(linear, Map.of())));
    private final Optional<ServedModel> model = Optional.of(new ServedModel(
            "v1", SCHEMA, 0.5, NOW, scorer, new FeatureExtractor(SCHEMA), new Recommender(SCHEMA, 0.5)));
    private WatchedDatabase database;
    private Batcher batcher;

    @BeforeEach
    void open() {
        database = new WatchedDatabase(new SqliteDatabase(folder));
        database.create(ACME).await();
        database.create(GLOBEX).await();
        batcher = new Batcher(
                vertx,
                database,
                new PredictionStore(),
                new Answers(new Json(), UUID::randomUUID),
                Answered.NOBODY,
                new Events(List.of()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        scorer.close();
        database.close().await();
        vertx.close().await();
    }

    @Test
    void thoseOfATenantAreOneScoreCallAndOneTransactionAndEachHasItsOwnRows() {
        List<Supplier<Future<List<PredictionRow>>>> asked = IntStream.range(0, 20)
                .<Supplier<Future<List<PredictionRow>>>>mapToObj(
                        i -> () -> ask(ACME, question("a" + i, i / 4.0), question("b" + i, -i / 4.0)))
                .toList();

        List<Future<List<PredictionRow>>> answers = inOneTurn(asked);

        assertThat(scorer.batches()).containsExactly(40);
        assertThat(database.transactions()).containsExactly(ACME);
        for (int i = 0; i < answers.size(); i++) {
            List<PredictionRow> rows = answers.get(i).result();
            assertThat(rows).extracting(PredictionRow::runId).containsExactly("a" + i, "b" + i);
            assertThat(rows.get(0).probability()).isCloseTo(probability(i / 4.0), within(1e-5));
            assertThat(rows.get(1).probability()).isCloseTo(probability(-i / 4.0), within(1e-5));
        }
        assertThat(stored(ACME)).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void theNextTurnIsABatchOfItsOwn() {
        inOneTurn(List.of(() -> ask(ACME, question("r1", 1))));
        inOneTurn(List.of(() -> ask(ACME, question("r2", 1)), () -> ask(ACME, question("r3", 1))));

        assertThat(scorer.batches()).containsExactly(1, 2);
        assertThat(database.transactions()).hasSize(2);
    }

    @Test
    void tenantsShareNeitherScoreCallNorTransaction() {
        inOneTurn(List.of(
                () -> ask(ACME, question("r1", 1)),
                () -> ask(GLOBEX, question("r2", 1)),
                () -> ask(ACME, question("r3", 1))));

        assertThat(scorer.batches()).containsExactly(2, 1);
        assertThat(database.transactions()).containsExactly(ACME, GLOBEX);
        assertThat(stored(ACME)).containsExactlyInAnyOrder("r1", "r3");
        assertThat(stored(GLOBEX)).containsExactly("r2");
    }

    @Test
    void aQuestionThatCantBeScoredFailsAlone() {
        List<Future<List<PredictionRow>>> answers = inOneTurn(List.of(
                () -> ask(ACME, question("r1", 1)),
                () -> ask(ACME, question("bad", UNSCORABLE)),
                () -> ask(ACME, question("r2", 2)),
                () -> ask(GLOBEX, question("r3", 3))));

        assertThat(answers.get(1).cause()).hasMessage("unscorable");
        assertThat(answers.get(0).result()).extracting(PredictionRow::runId).containsExactly("r1");
        assertThat(answers.get(2).result()).extracting(PredictionRow::runId).containsExactly("r2");
        assertThat(answers.get(3).succeeded()).isTrue();
        assertThat(stored(ACME)).containsExactlyInAnyOrder("r1", "r2");
    }

    @Test
    void aStoreThatRefusesATenantLeavesTheOthersAlone() {
        database.fail(ACME);

        List<Future<List<PredictionRow>>> answers = inOneTurn(List.of(
                () -> ask(ACME, question("r1", 1)),
                () -> ask(GLOBEX, question("r2", 1)),
                () -> ask(ACME, question("r3", 1))));

        assertThat(answers.get(0).cause()).isInstanceOf(FailureException.class);
        assertThat(answers.get(2).cause()).isInstanceOf(FailureException.class);
        assertThat(answers.get(1).result()).extracting(PredictionRow::runId).containsExactly("r2");
        assertThat(stored(ACME)).isEmpty();
    }

    private List<Future<List<PredictionRow>>> inOneTurn(List<Supplier<Future<List<PredictionRow>>>> asked) {
        Promise<List<Future<List<PredictionRow>>>> done = Promise.promise();
        eventLoop.runOnContext(turn -> {
            List<Future<List<PredictionRow>>> answers =
                    asked.stream().map(Supplier::get).toList();
            Future.join(answers).onComplete(all -> done.complete(answers));
        });
        return done.future().await();
    }

    private Future<List<PredictionRow>> ask(TenantId tenant, Question... questions) {
        return batcher.ask(Principal.service(tenant), model, List.of(questions));
    }

    private List<String> stored(TenantId tenant) {
        return database.read(
                        Principal.service(tenant),
                        session -> session.query("SELECT run_id FROM predictions", row -> row.text(0)))
                .await();
    }

    private static double probability(double size) {
        return 1 / (1 + Math.exp(-(0.5 * size - 1)));
    }

    private static Question question(String runId, double size) {
        Past past = new Past(100, 100, 0.2, 0.2, 1, 0, 0, 0.2, 0.2);
        return new Question(
                runId,
                1,
                null,
                new RunStart("w", NOW, Map.of("size", size), Map.of()),
                new Moment(past, List.of(), SignalsFiring.NONE, 0));
    }

    /** A real scorer that notes how many vectors each call has, and can't score a certain one. */
    private static final class CountingScorer implements Scorer {
        private final Scorer scorer;
        private final List<Integer> batches = new ArrayList<>();

        CountingScorer(Scorer scorer) {
            this.scorer = scorer;
        }

        synchronized List<Integer> batches() {
            return List.copyOf(batches);
        }

        @Override
        public int columns() {
            return scorer.columns();
        }

        @Override
        public Scores score(float[][] vectors) {
            synchronized (this) {
                batches.add(vectors.length);
            }
            for (float[] vector : vectors) {
                if (vector[0] == UNSCORABLE) {
                    throw new IllegalStateException("unscorable");
                }
            }
            return scorer.score(vectors);
        }

        @Override
        public void close() {
            scorer.close();
        }
    }
}
