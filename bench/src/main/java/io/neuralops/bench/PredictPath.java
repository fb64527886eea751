package io.neuralops.bench;

import io.neuralops.gateway.TimeOrderedIds;
import io.neuralops.gateway.observe.Meters;
import io.neuralops.gateway.observe.Registries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SafetyStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.fanout.EventKind;
import io.neuralops.verticles.fanout.Feed;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.prediction.Predict;
import io.neuralops.verticles.prediction.PredictionService;
import io.neuralops.verticles.prediction.PredictionView;
import io.neuralops.verticles.rollup.Prices;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.safety.SafetyPolicy;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.PseudonymKeyring;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.Challengers;
import io.neuralops.verticles.training.GetJob;
import io.neuralops.verticles.training.Train;
import io.neuralops.verticles.training.TrainingNews;
import io.neuralops.verticles.training.TrainingService;
import io.neuralops.verticles.training.Workbench;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Everything between the bytes of a question and the bytes of its answer but HTTP, with a history and a trained model. */
final class PredictPath implements AutoCloseable {
    private static final int PORTION = 512;
    private static final long POLL_NANOS = 20_000_000;

    private final Path folder = Files.createTempDirectory("predict-path");
    private final Principal principal = Principal.service(TenantId.LOCAL);
    private final Vertx vertx = Vertx.vertx();
    private final Context eventLoop = vertx.getOrCreateContext();
    private final Json json = new Json();
    private final Decoder decoder = new Decoder(json, List.of(Predict.PLAIN));
    private final Clock clock = Clock.systemUTC();
    private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    private final SqliteDatabase database = new SqliteDatabase(folder.resolve("tenants"));
    private final RunStore runs = new RunStore();
    private final PredictionStore predictions = new PredictionStore();
    private final SignalStore signals = new SignalStore();
    private final ModelStore models = new ModelStore();
    private final Feed feed = new Feed(vertx.eventBus(), json, System::nanoTime);
    /** The listeners that the service has: what an event costs belongs to the prediction. */
    private final Events events = new Events(List.of(
            new Meters(Registries.prometheus()),
            new TrainingNews(),
            new RollupNews(),
            new Callers(System::nanoTime),
            feed));

    private final Blocking blocking = new Blocking(vertx);
    private final Redactors redactors = new Redactors(
            new PseudonymKeyring(new FileSecrets(folder.resolve("keys")), new SecureRandom()),
            blocking,
            System::nanoTime);
    private final HistoryIndex index = new HistoryIndex(database, runs, signals);
    private final ModelArtifacts artifacts = new ModelArtifacts(folder.resolve("models"));
    private final ModelSeals seals = new ModelSeals(new FileSecrets(folder.resolve("keys")).signer(), json);
    private final ModelRegistry registry =
            new ModelRegistry(blocking, database, models, artifacts, seals, json, events);
    private final PredictionService service = new PredictionService(
            vertx, database, predictions, runs, index, registry, redactors, json, events, clock, ids::next);
    private final List<byte[]> questions = Questions.bodies().stream()
            .map(body -> body.getBytes(StandardCharsets.UTF_8))
            .toList();
    private final LongAdder heard = new LongAdder();
    private int next;

    PredictPath() throws Exception {
        // What needs no approval stands there.
        database.create(TenantId.PLATFORM).await();
        database.create(principal.tenant()).await();
        recordHistory();
        train();
    }

    /** Has somebody listen to the predictions of the tenant from now on, as a client of the bridge does. */
    void listen() {
        Promise<Object> begun = Promise.promise();
        eventLoop.runOnContext(turn -> {
            feed.listen(principal.tenant(), EventKind.PREDICTION, notice -> heard.increment());
            begun.complete();
        });
        begun.future().await();
    }

    /** Predictions that the listener heard of. */
    long heard() {
        return heard.sum();
    }

    /** Asks that many questions in one turn of the event loop, and waits for their answers. */
    List<byte[]> answers(int together) {
        List<byte[]> asked = new ArrayList<>(together);
        for (int i = 0; i < together; i++) {
            asked.add(questions.get(next));
            next = (next + 1) % questions.size();
        }
        Promise<List<byte[]>> answered = Promise.promise();
        eventLoop.runOnContext(turn -> {
            List<Future<byte[]>> answers = asked.stream().map(this::answer).toList();
            Future.all(answers).map(all -> all.<byte[]>list()).onComplete(answered);
        });
        return answered.future().await();
    }

    @Override
    public void close() throws Exception {
        database.close().await();
        vertx.close().await();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Future<byte[]> answer(byte[] question) {
        return service.predict(principal, List.of(decoder.decode(Predict.class, question)))
                .map(outcomes -> json.writeBytes(view(outcomes.getFirst())));
    }

    private static PredictionView view(ItemOutcome<PredictionView> outcome) {
        return switch (outcome) {
            case ItemOutcome.Done<PredictionView> done -> done.value();
            case ItemOutcome.Refused<PredictionView> refused ->
                throw refused.failure().asException();
        };
    }

    private void recordHistory() throws Exception {
        Path history = folder.resolve("history.ndjson.gz");
        RunLines.writeHistory(history, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        RunService service = new RunService(database, runs, index, redactors, new Prices(database), events, clock);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(history)), StandardCharsets.US_ASCII))) {
            List<RecordRun> portion = new ArrayList<>(PORTION);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                portion.add(decoder.decode(RecordRun.class, line.getBytes(StandardCharsets.UTF_8)));
                if (portion.size() == PORTION) {
                    service.record(principal, portion).await();
                    portion = new ArrayList<>(PORTION);
                }
            }
            service.record(principal, portion).await();
        }
    }

    private void train() {
        Challengers challengers = new Challengers(
                database,
                models,
                artifacts,
                seals,
                registry,
                new SafetyPolicy(database, new SafetyStore()),
                blocking,
                json,
                events);
        TrainingService training = new TrainingService(
                database,
                runs,
                signals,
                challengers,
                new Jobs(JobKind.TRAIN, database, new JobStore(), new Worker("bench", true), blocking, clock),
                new Workbench(blocking, 1, new Callers(System::nanoTime)),
                events,
                clock,
                () -> UUID.randomUUID().toString(),
                () -> 1,
                "bench");
        Job job = training.start(principal, new Train()).await();
        while (job.state() == Job.State.RUNNING) {
            LockSupport.parkNanos(POLL_NANOS);
            job = training.job(principal, new GetJob(job.id())).await();
        }
        if (job.state() != Job.State.SUCCEEDED) {
            throw new IllegalStateException("the training failed: " + job.error());
        }
    }
}
