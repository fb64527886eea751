package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.sql.Outcomes;
import io.neuralops.sql.Session;
import io.neuralops.sql.Work;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Works that share a transaction: in order, each answered for itself, and none acknowledged that isn't committed. */
class PgGroupTest extends PgTests {
    private static final String COUNT = "SELECT COUNT(*) FROM insight_signals WHERE tenant_id = $1";

    /** Both tenants on one connection, so that a group holds both. */
    private Runnable holdAll() {
        List<Runnable> holds = new ArrayList<>();
        holds.add(Hold.on(database, of(ACME)));
        holds.add(Hold.on(database, of(GLOBEX)));
        return () -> holds.forEach(Runnable::run);
    }

    @Test
    void oneTenantsFailingRowDoesNotTouchTheOthers() {
        await(store(ACME, "there"));
        for (int round = 0; round < 5; round++) {
            String suffix = "-" + round;
            Runnable release = holdAll();
            Future<String> good = store(ACME, "good" + suffix);
            Future<String> bad = store(ACME, "there");
            Future<String> after = store(ACME, "after" + suffix);
            Future<String> other = store(GLOBEX, "other" + suffix);
            release.run();

            assertThat(causeOf(bad)).hasMessageContaining("duplicate key");
            await(good);
            await(after);
            await(other);
        }
        assertThat(stored(ACME)).hasSize(11);
        assertThat(stored(GLOBEX)).hasSize(5);
    }

    /** PostgreSQL answers the COMMIT of a failed transaction with success. */
    @Test
    void aStatementThatFailedIsNotAcknowledgedThoughTheWorkForgivesIt() {
        List<String> told = new ArrayList<>();
        Future<String> forgiving = database.tx(
                of(ACME),
                s -> put(ACME, "a")
                        .run(s)
                        .compose(id -> s.query("SELECT 1 / 0", row -> row.integer(0)))
                        .otherwise(List.of())
                        .map("forgiven"),
                told::add);

        assertThat(causeOf(forgiving)).hasMessageContaining("division by zero");
        assertThat(stored(ACME)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aStatementThatTheWorkDoesNotWaitForIsLookedAtToo() {
        await(store(ACME, "there"));
        Future<String> careless = database.tx(of(ACME), s -> {
            put(ACME, "there").run(s);
            return Future.succeededFuture("done");
        });
        Future<String> careful = database.tx(of(ACME), s -> {
            put(ACME, "fresh").run(s);
            return Future.succeededFuture("done");
        });

        assertThat(causeOf(careless)).hasMessageContaining("duplicate key");
        await(careful);
        assertThat(stored(ACME)).containsExactly("there", "fresh");
    }

    /** The server refuses what comes after a failure with a state that says nothing about the reason. */
    @Test
    void whatIsRefusedAfterAFailureIsRefusedForItsReason() {
        asOwner("CREATE FUNCTION full_up() RETURNS integer LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'out of shared memory' USING ERRCODE = '53200'; END $$");
        Work<List<Integer>> after = s -> {
            s.query("SELECT full_up()", row -> row.integer(0));
            return s.query("SELECT 1", row -> row.integer(0));
        };

        assertThat(failureOf(database.read(of(ACME), after), Failure.Unavailable.class)
                        .retryAfter())
                .isPositive();
        failureOf(database.tx(of(ACME), after), Failure.Unavailable.class);
    }

    @Test
    void worksOfATenantSeeWhatThoseBeforeThemDid() {
        Runnable release = Hold.on(database, of(ACME));
        List<Future<Long>> counted = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "r" + i;
            counted.add(database.tx(
                    of(ACME), s -> count(s).compose(n -> put(ACME, id).run(s).map(n)), n -> told.add(id)));
        }
        release.run();

        for (int i = 0; i < counted.size(); i++) {
            assertThat(await(counted.get(i))).isEqualTo(i);
        }
        assertThat(told).containsExactlyElementsOf(stored(ACME));
    }

    /** A write that is followed by more, though the next works have begun: they are all done again, in order. */
    @Test
    void aWorkThatGoesOnAfterWritingKeepsItsPlace() {
        Runnable release = Hold.on(database, of(ACME));
        List<Future<Long>> counted = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String id = "r" + i;
            counted.add(database.tx(of(ACME), s -> put(ACME, id).run(s).compose(done -> count(s))));
        }
        release.run();

        for (int i = 0; i < counted.size(); i++) {
            assertThat(await(counted.get(i))).isEqualTo(i + 1);
        }
        assertThat(stored(ACME)).hasSize(10).startsWith("r0", "r1").endsWith("r9");
    }

    @Test
    void aRefusalAfterReadingUndoesNobody() {
        Runnable release = Hold.on(database, of(ACME));
        Future<String> before = store(ACME, "before");
        Future<Object> refused = database.tx(
                of(ACME), s -> count(s).compose(n -> Future.failedFuture(new Failure.Conflict("no").asException())));
        Future<String> after = store(ACME, "after");
        release.run();

        await(before);
        await(after);
        failureOf(refused, Failure.Conflict.class);
    }

    @Test
    void manyTenantsAndManyWorksAtOnce() {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(store(i % 3 == 0 ? GLOBEX : ACME, "r" + i));
        }
        answers.forEach(Outcomes::await);

        assertThat(stored(ACME).size() + stored(GLOBEX).size()).isEqualTo(1_000);
    }

    @Test
    void aFullQueueIsUnavailableAndWhatWasTakenIsDone() {
        Runnable release = Hold.on(database, of(ACME));
        List<Future<String>> accepted = new ArrayList<>();
        Future<String> refused;
        do {
            refused = store(ACME, "r" + accepted.size());
            if (!refused.failed()) {
                accepted.add(refused);
            }
        } while (!refused.failed() && accepted.size() < 100_000);
        Future<String> globex = store(GLOBEX, "has room");
        await(globex);
        release.run();

        assertThat(failureOf(refused, Failure.Unavailable.class).retryAfter()).isPositive();
        accepted.forEach(Outcomes::await);
        assertThat(stored(ACME)).hasSize(accepted.size()).hasSizeBetween(1_000, 10_000);
    }

    private static Future<Long> count(Session session) {
        return session.query(COUNT, row -> row.bigint(0), "acme").map(List::getFirst);
    }
}
