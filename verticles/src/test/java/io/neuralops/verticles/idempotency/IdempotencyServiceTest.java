package io.neuralops.verticles.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.SteppedClock;
import io.neuralops.verticles.operation.WatchedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real SQLite, and work that ends when the test says so. */
class IdempotencyServiceTest {
    private static final Principal ACME = Principal.service(new TenantId("acme"));
    private static final Principal OTHER = Principal.service(new TenantId("other"));

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SteppedClock clock = new SteppedClock();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private WatchedDatabase database;
    private IdempotencyService service;

    @BeforeEach
    void open() {
        database = new WatchedDatabase(new SqliteDatabase(folder));
        database.create(ACME.tenant()).await();
        database.create(OTHER.tenant()).await();
        service = process("p1", true);
    }

    @AfterEach
    void close() {
        database.full(false);
        database.close().await();
        vertx.close().await();
    }

    @Test
    void aRepetitionIsAnsweredAlikeAndMarkedAndDoesNothing() {
        Outcome first = service.once(request("k", "f"), this::work).await();
        Outcome second = service.once(request("k", "f"), this::work).await();

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(second.answer()).isEqualTo(first.answer());
        assertThat(done).hasValue(1);
        assertThat(events).containsExactly(new Event.AnswerReplayed(ACME.tenant()));
    }

    @Test
    void tenantsWithTheSameKeyDontMeet() {
        service.once(request("k", "f"), this::work).await();
        Outcome others = service.once(new KeyedRequest(OTHER, "k", "predict", "g"), this::work)
                .await();

        assertThat(others.replayed()).isFalse();
        assertThat(done).hasValue(2);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        service.once(request("k", "f"), this::work).await();

        Failure refused = failure(service.once(request("k", "g"), this::work));

        assertThat(refused).isInstanceOf(Failure.Invalid.class);
        assertThat(refused.field()).isEqualTo("Idempotency-Key");
        assertThat(done).hasValue(1);
        assertThat(events).containsExactly(new Event.KeyRefused(ACME.tenant(), "other_request"));
    }

    @Test
    void whileItIsWorkedOnTheSameIsToldToComeBackAndAnotherIsRefused() {
        Promise<GivenAnswer> held = Promise.promise();
        Future<Outcome> first = begun(service, request("k", "f"), held);

        assertThat(failure(service.once(request("k", "f"), this::work)))
                .isEqualTo(new Failure.InFlight(
                        "the request with this Idempotency-Key is being worked on; ask again for its answer",
                        Duration.ofSeconds(1)));
        assertThat(failure(service.once(request("k", "g"), this::work))).isInstanceOf(Failure.Invalid.class);
        clock.move(Claims.KEPT.plusSeconds(1));
        assertThat(failure(service.once(request("k", "f"), this::work)))
                .as("however long it takes")
                .isInstanceOf(Failure.InFlight.class);

        held.complete(answer("late"));
        assertThat(first.await().answer().body().toString()).isEqualTo("late");
        assertThat(done).hasValue(0);
    }

    @Test
    void ofManyAtOnceOneIsGrantedThoughTheyShareACommit() throws Exception {
        CountDownLatch queued = hold();
        Promise<GivenAnswer> held = Promise.promise();
        AtomicInteger begun = new AtomicInteger();
        List<Future<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(service.once(request("k", "f"), () -> {
                begun.incrementAndGet();
                return held.future();
            }));
        }
        queued.countDown();
        // Behind all of them in the queue.
        database.tx(ACME, session -> Future.succeededFuture(0)).await();
        held.complete(answer("once"));
        Future.join(all).otherwiseEmpty().await();

        assertThat(begun).hasValue(1);
        assertThat(all).filteredOn(Future::succeeded).hasSize(1);
        assertThat(all)
                .filteredOn(Future::failed)
                .hasSize(49)
                .allSatisfy(one -> assertThat(failure(one)).isInstanceOf(Failure.InFlight.class));
    }

    @Test
    void whatFailedCanBeTriedAgainAtOnce() {
        Failure refused = new Failure.Unavailable("down", Duration.ofSeconds(2));

        assertThat(failure(service.once(request("k", "f"), () -> Future.failedFuture(refused.asException()))))
                .isEqualTo(refused);
        assertThat(failure(service.once(request("k", "f"), () -> {
                    throw refused.asException();
                })))
                .isEqualTo(refused);
        assertThat(service.once(request("k", "g"), this::work).await().replayed())
                .as("nothing was done, so the key may name something else")
                .isFalse();
    }

    @Test
    void aFaultOfTheStoreDoesNotStickThoughNotEvenTheReleaseCouldBeStored() {
        database.full(true);
        assertThat(failure(service.once(request("k", "f"), this::work))).isInstanceOf(Failure.Unavailable.class);
        database.full(false);
        assertThat(failure(service.once(request("k", "f"), this::fillTheDiskAndFail)))
                .isInstanceOf(Failure.Unavailable.class);
        database.full(false);

        assertThat(service.once(request("k", "f"), this::work).await().replayed())
                .isFalse();
        assertThat(done).hasValue(1);
    }

    @Test
    void anAnswerThatCantBeStoredIsNotGivenAndTheWorkMayBeDoneAgain() {
        Failure refused = failure(service.once(request("k", "f"), () -> {
            Future<GivenAnswer> worked = work();
            database.full(true);
            return worked;
        }));
        database.full(false);

        assertThat(refused).isInstanceOf(Failure.Unavailable.class);
        assertThat(refused.detail()).contains("could not be kept", "again");
        assertThat(service.once(request("k", "f"), this::work).await().replayed())
                .isFalse();
        assertThat(done).hasValue(2);
        assertThat(service.once(request("k", "f"), this::work).await().replayed())
                .isTrue();
    }

    /** A group of which one work fails is undone, and each work is run again: what the first run noted is not another's. */
    @Test
    void whoTakesOverIsNotInItsOwnWayWhenAnotherWorkUndoesTheFirstTry() throws Exception {
        begun(service, request("k", "f"), Promise.promise());
        IdempotencyService next = process("p2", true);
        CountDownLatch queued = hold();
        Future<Outcome> takesOver = next.once(request("k", "f"), this::work);
        Future<Outcome> repetition = next.once(request("k", "f"), this::work);
        Future<Object> fails = database.tx(ACME, session -> Future.failedFuture("for a reason of its own"));
        queued.countDown();

        assertThat(takesOver.await().replayed()).isFalse();
        assertThat(failure(repetition)).isInstanceOf(Failure.InFlight.class);
        assertThat(fails.otherwiseEmpty().await()).isNull();
        assertThat(done).hasValue(1);
    }

    @Test
    void whatADeadProcessLeftBehindIsDoneAgainAtOnceWhereNoOtherLives() {
        begun(service, request("k", "f"), Promise.promise());

        IdempotencyService next = process("p2", true);
        assertThat(failure(next.once(request("k", "g"), this::work))).isInstanceOf(Failure.Invalid.class);
        assertThat(next.once(request("k", "f"), this::work).await().replayed()).isFalse();
        assertThat(done).hasValue(1);
    }

    @Test
    void anAnswerOutlivesItsProcess() {
        Outcome first = service.once(request("k", "f"), this::work).await();

        Outcome second = process("p2", true).once(request("k", "f"), this::work).await();

        assertThat(second).isEqualTo(new Outcome(first.answer(), true));
        assertThat(done).hasValue(1);
    }

    @Test
    void anotherLivingProcessHasItsTimeAndWhoOverstaysItHasLostTheClaim() {
        IdempotencyService slow = process("p1", false);
        IdempotencyService next = process("p2", false);
        Promise<GivenAnswer> held = Promise.promise();
        Future<Outcome> overdue = begun(slow, request("k", "f"), held);

        clock.move(Claims.LEASE.minusSeconds(1));
        assertThat(failure(next.once(request("k", "f"), this::work))).isInstanceOf(Failure.InFlight.class);
        clock.move(Duration.ofSeconds(1));
        Outcome taken = next.once(request("k", "f"), this::work).await();
        held.complete(answer("too late"));

        assertThat(taken.replayed()).isFalse();
        assertThat(failure(overdue)).isInstanceOf(Failure.InFlight.class);
        assertThat(slow.once(request("k", "f"), this::work).await()).isEqualTo(new Outcome(taken.answer(), true));
    }

    @Test
    void aKeyIsKeptForADayAndThenMeansWhatComesNext() {
        service.once(request("k", "f"), this::work).await();

        clock.move(Duration.ofHours(24).minusSeconds(1));
        assertThat(service.once(request("k", "f"), this::work).await().replayed())
                .isTrue();
        clock.move(Duration.ofSeconds(1));
        assertThat(service.once(request("k", "g"), this::work).await().replayed())
                .isFalse();
        assertThat(service.once(request("k", "g"), this::work).await().replayed())
                .isTrue();
        assertThat(done).hasValue(2);
    }

    @Test
    void oldKeysGoAFewWithEachNewOne() {
        for (int i = 0; i < 10; i++) {
            service.once(request("old" + i, "f"), this::work).await();
        }
        clock.move(Duration.ofHours(25));
        for (int i = 0; i < 3; i++) {
            service.once(request("new" + i, "f"), this::work).await();
        }

        List<String> keys = database.read(
                        ACME,
                        session -> session.query("SELECT key FROM idempotency_keys ORDER BY key", row -> row.text(0)))
                .await();
        assertThat(keys).containsExactly("new0", "new1", "new2");
    }

    @Test
    void aLargeAnswerIsStoredSmallAndComesBackTheSame() {
        GivenAnswer large = answer("{\"probability\":0.92834723}\n".repeat(40_000));

        service.once(request("k", "f"), () -> Future.succeededFuture(large)).await();
        Outcome replay = service.once(request("k", "f"), this::work).await();

        assertThat(replay).isEqualTo(new Outcome(large, true));
        int stored = database.read(ACME, session -> new IdempotencyStore().find(session, ACME.tenant(), "k"))
                .await()
                .orElseThrow()
                .answer()
                .body()
                .length;
        assertThat(stored).isLessThan(large.body().length() / 10);
    }

    private IdempotencyService process(String id, boolean alone) {
        return new IdempotencyService(
                database,
                new IdempotencyStore(),
                new Blocking(vertx),
                new Events(List.of(events::add)),
                clock,
                new Owner(id, alone));
    }

    /** Has work begin that ends when the promise does. */
    private Future<Outcome> begun(IdempotencyService by, KeyedRequest request, Promise<GivenAnswer> end) {
        Promise<Boolean> started = Promise.promise();
        Supplier<Future<GivenAnswer>> work = () -> {
            started.complete(true);
            return end.future();
        };
        Future<Outcome> outcome = by.once(request, work);
        started.future().await();
        return outcome;
    }

    private Future<GivenAnswer> work() {
        return Future.succeededFuture(answer("{\"n\":" + done.incrementAndGet() + "}"));
    }

    private Future<GivenAnswer> fillTheDiskAndFail() {
        database.full(true);
        return Future.failedFuture(new Failure.Unavailable("full", Duration.ofSeconds(2)).asException());
    }

    private static KeyedRequest request(String key, String fingerprint) {
        return new KeyedRequest(ACME, key, "predict", fingerprint);
    }

    private static GivenAnswer answer(String body) {
        return new GivenAnswer(202, "application/json", "/models/jobs/7", Buffer.buffer(body));
    }

    private static Failure failure(Future<?> future) {
        return catchThrowableOfType(FailureException.class, future::await).failure();
    }

    /** Holds the writer until the latch is counted down: what comes meanwhile is one group. */
    private CountDownLatch hold() throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        database.tx(ACME, session -> {
            holding.countDown();
            waitFor(queued);
            return Future.succeededFuture(0);
        });
        holding.await();
        return queued;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
