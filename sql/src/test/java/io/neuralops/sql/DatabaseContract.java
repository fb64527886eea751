package io.neuralops.sql;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.SharingStore;
import io.neuralops.sql.store.TenantStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every {@link Database} promises. An adapter's test extends this and says how to open one. */
public abstract class DatabaseContract extends DatabaseTests {
    @Test
    void whatACommitStoredIsReadByWhoeverAsksNext() {
        assertThat(await(store(ACME, "a"))).isEqualTo("a");
        assertThat(stored(ACME)).containsExactly("a");
        await(store(ACME, "b"));
        assertThat(stored(ACME)).containsExactly("a", "b");
    }

    @Test
    void workThatFailsIsUndoneAloneWhileItsNeighboursStand() {
        FailureException refusal = new Failure.Conflict("no").asException();
        Runnable release = holdCommits();
        Future<String> before = store(ACME, "before");
        Future<Object> failing =
                database.tx(of(ACME), s -> put(ACME, "undone").run(s).compose(id -> Future.failedFuture(refusal)));
        Future<String> after = store(ACME, "after");
        release.run();

        assertThat(causeOf(failing)).isSameAs(refusal);
        assertThat(await(before)).isEqualTo("before");
        assertThat(await(after)).isEqualTo("after");
        assertThat(stored(ACME)).containsExactly("before", "after");
    }

    @Test
    void aStatementThatFailsUndoesItsWorkAlone() {
        Runnable release = holdCommits();
        Future<String> before = store(ACME, "before");
        Future<String> failing = database.tx(
                of(ACME),
                s -> put(ACME, "undone")
                        .run(s)
                        .compose(id -> put(ACME, "before").run(s)));
        Future<String> after = store(ACME, "after");
        release.run();

        assertThat(causeOf(failing)).isNotNull();
        await(before);
        await(after);
        assertThat(stored(ACME)).containsExactly("before", "after");
    }

    @Test
    void workThatThrowsIsUndoneAlone() {
        IllegalStateException exception = new IllegalStateException("thrown");
        AssertionError error = new AssertionError("worse");
        Runnable release = holdCommits();
        Future<String> before = store(ACME, "before");
        Future<String> throwing = database.tx(of(ACME), throwing(exception));
        Future<String> worse = database.tx(of(ACME), throwing(error));
        Future<String> nothing = database.tx(of(ACME), s -> null);
        Future<String> after = store(ACME, "after");
        release.run();

        assertThat(causeOf(throwing)).isSameAs(exception);
        assertThat(causeOf(worse)).isSameAs(error);
        assertThat(causeOf(nothing)).isInstanceOf(RuntimeException.class);
        await(before);
        await(after);
        assertThat(stored(ACME)).containsExactly("before", "after");
    }

    private static Work<String> throwing(Throwable thrown) {
        return s -> {
            put(ACME, "undone").run(s); // on its way, or done
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        };
    }

    @Test
    void readingThatThrowsFailsAlone() {
        IllegalStateException exception = new IllegalStateException("thrown");
        AssertionError error = new AssertionError("worse");

        assertThat(causeOf(database.read(of(ACME), s -> {
                    throw exception;
                })))
                .isSameAs(exception);
        // Twice, as an adapter may have two threads that read.
        for (int i = 0; i < 3; i++) {
            Throwable cause = causeOf(database.read(of(ACME), s -> {
                throw error;
            }));
            assertThat(cause.getCause() == null ? cause : cause.getCause()).isSameAs(error);
        }
        assertThat(stored(ACME)).isEmpty();
    }

    @Test
    void theListenerIsToldOfEveryCommitBeforeTheCaller() {
        List<String> told = new ArrayList<>();
        List<Future<Boolean>> heardAfter = new ArrayList<>();
        Runnable release = holdCommits();
        for (int i = 0; i < 20; i++) {
            String id = "r" + i;
            heardAfter.add(database.tx(of(ACME), put(ACME, id), told::add).map(told::contains));
        }
        Future<Object> failing =
                database.tx(of(ACME), s -> Future.failedFuture("no"), result -> told.add("of a failure"));
        release.run();

        assertThat(causeOf(failing)).hasMessage("no");
        for (Future<Boolean> heard : heardAfter) {
            assertThat(await(heard)).isTrue();
        }
        assertThat(told).containsExactlyElementsOf(stored(ACME));
    }

    @Test
    void whatAListenerOrACallerThrowsHarmsNobodyElse() {
        Runnable release = holdCommits();
        Future<String> before = store(ACME, "before");
        Future<String> told = database.tx(of(ACME), put(ACME, "told"), id -> {
            throw new IllegalStateException("a defect of the listener");
        });
        AtomicBoolean heard = new AtomicBoolean();
        Future<String> listened = store(ACME, "listened").onSuccess(id -> {
            heard.set(true);
            throw new IllegalStateException("a defect of the caller");
        });
        Future<String> after = store(ACME, "after");
        release.run();

        await(before);
        await(told); // it is committed, whatever the listener made of it
        await(listened);
        await(after);
        assertThat(heard).isTrue();
        assertThat(await(store(ACME, "later"))).isEqualTo("later");
        assertThat(stored(ACME)).containsExactly("before", "told", "listened", "after", "later");
    }

    @Test
    void readingSeesOneMomentAsAWhole() {
        await(store(ACME, "a"));
        Future<List<List<String>>> seen = database.read(
                of(ACME),
                s -> ids().run(s)
                        .compose(first -> withinWork(store(ACME, "b"))
                                .compose(id -> ids().run(s))
                                .map(second -> List.of(first, second))));

        assertThat(await(seen)).containsExactly(List.of("a"), List.of("a"));
        assertThat(stored(ACME)).containsExactly("a", "b");
    }

    @Test
    void workSeesWhatItStoredItself() {
        List<String> seen =
                await(database.tx(of(ACME), s -> put(ACME, "a").run(s).compose(id -> ids().run(s))));

        assertThat(seen).containsExactly("a");
    }

    @Test
    void readingCannotWrite() {
        assertThat(causeOf(database.read(of(ACME), put(ACME, "a")))).isNotNull();

        assertThat(stored(ACME)).isEmpty();
        await(store(ACME, "b"));
    }

    @Test
    void aTenantThatWasNeverMadeIsNotFound() {
        TenantId unknown = new TenantId("unknown");

        assertThat(failureOf(store(unknown, "a"), Failure.NotFound.class).detail())
                .contains("unknown");
        failureOf(database.read(of(unknown), ids()), Failure.NotFound.class);
        assertThat(database.tenants()).containsExactlyInAnyOrder(ACME, GLOBEX);
    }

    @Test
    void aTenantSeesItsOwnRowsAndNoOthers() {
        await(store(ACME, "a"));
        await(store(GLOBEX, "g"));
        await(store(GLOBEX, "a"));

        assertThat(stored(ACME)).containsExactly("a");
        assertThat(stored(GLOBEX)).containsExactly("g", "a");
        String change = "UPDATE insight_signals SET name = $1";
        int changed = await(database.tx(of(ACME), s -> s.update(change, "changed")));
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void makingATenantAgainKeepsItsRows() {
        await(store(ACME, "a"));
        await(database.create(ACME));

        assertThat(stored(ACME)).containsExactly("a");
        assertThat(database.tenants()).contains(ACME);
    }

    @Test
    void aTenantIsTakenOnOnceAndListedByName() {
        TenantStore store = new TenantStore();
        Instant since = Instant.parse("2025-06-02T12:00:00.000001Z");
        Tenant fresh = new Tenant(new TenantId("fresh"), "Fresh & Co", since);
        await(database.onboard(new Tenant(TenantId.PLATFORM, "Platform", since)));

        boolean first = await(database.onboard(fresh));
        boolean again = await(database.onboard(new Tenant(fresh.id(), "Other", since.plusSeconds(1))));
        assertThat(first).isTrue();
        assertThat(again).isFalse();

        Principal platform = of(TenantId.PLATFORM);
        List<Tenant> all = await(database.read(platform, s -> store.page(s, "", 10)));
        List<Tenant> second = await(database.read(platform, s -> store.page(s, "acme", 1)));
        boolean nobody = await(database.read(
                platform, s -> store.find(s, new TenantId("nobody")).map(Optional::isPresent)));
        assertThat(all)
                .contains(fresh)
                .extracting(tenant -> tenant.id().value())
                .containsExactly("acme", "fresh", "globex", "platform");
        assertThat(second).containsExactly(fresh);
        assertThat(nobody).isFalse();
    }

    @Test
    void whetherATenantSharesItsHistoryIsSettledForItAloneAndEndsWithIt() {
        SharingStore store = new SharingStore();
        Principal platform = of(TenantId.PLATFORM);
        TenantId fresh = new TenantId("fresh");
        await(database.onboard(new Tenant(TenantId.PLATFORM, "Platform", Instant.EPOCH)));
        await(database.onboard(new Tenant(fresh, "Fresh", Instant.EPOCH)));
        assertThat(sharing()).isEmpty();

        boolean done = await(database.tx(platform, s -> store.settle(s, fresh, true)));
        boolean ofNobody = await(database.tx(platform, s -> store.settle(s, new TenantId("nobody"), true)));
        assertThat(done).isTrue();
        assertThat(ofNobody).isFalse();
        assertThat(sharing()).containsExactly(fresh);
        assertThat(shares(fresh)).hasValue(true);
        assertThat(shares(ACME)).hasValue(false);
        assertThat(shares(new TenantId("nobody"))).isEmpty();

        await(database.offboard(fresh));
        assertThat(sharing()).isEmpty();
        await(database.onboard(new Tenant(fresh, "Another", Instant.EPOCH)));
        assertThat(shares(fresh)).hasValue(false);
    }

    private List<TenantId> sharing() {
        Future<List<TenantId>> all = database.read(of(TenantId.PLATFORM), session -> new SharingStore().all(session));
        return await(all);
    }

    private Optional<Boolean> shares(TenantId tenant) {
        Future<Optional<Boolean>> found =
                database.read(of(TenantId.PLATFORM), session -> new SharingStore().of(session, tenant));
        return await(found);
    }

    @Test
    void forHowLongATenantsRowsAreKeptIsSettledForItAloneAndEndsWithIt() {
        TenantStore store = new TenantStore();
        Principal platform = of(TenantId.PLATFORM);
        Retention settled = new Retention(7, null);
        await(database.onboard(new Tenant(TenantId.PLATFORM, "Platform", Instant.EPOCH)));
        await(database.onboard(new Tenant(new TenantId("fresh"), "Fresh", Instant.EPOCH)));
        TenantId fresh = new TenantId("fresh");

        boolean done = await(database.tx(platform, s -> store.settle(s, fresh, settled)));
        boolean ofNobody = await(database.tx(platform, s -> store.settle(s, new TenantId("nobody"), settled)));
        assertThat(done).isTrue();
        assertThat(ofNobody).isFalse();
        assertThat(await(database.read(platform, store::retentions))).containsExactly(Map.entry(fresh, settled));
        Tenant found = await(database.read(platform, s -> store.find(s, fresh).map(Optional::orElseThrow)));
        assertThat(found.retention()).isEqualTo(settled);

        await(database.offboard(fresh));
        assertThat(await(database.read(platform, store::retentions))).isEmpty();
        await(database.onboard(new Tenant(fresh, "Fresh", Instant.EPOCH)));
        assertThat(await(database.read(platform, store::retentions))).isEmpty();
    }

    @Test
    void aTenantThatIsTakenAwayIsGoneWithItsRowsAndComesBackEmpty() {
        Instant since = Instant.parse("2025-06-02T12:00:00Z");
        await(database.onboard(new Tenant(TenantId.PLATFORM, "Platform", since)));
        await(store(ACME, "a"));
        await(store(ACME, "b"));
        await(store(GLOBEX, "g"));
        Footprint held = await(database.footprint(ACME));
        assertThat(held.rows()).isEqualTo(2);
        assertThat(held.tables())
                .extracting(Footprint.Table::name)
                .contains("insight_signals", "predictions", "workflow_runs")
                .doesNotContain("tenants");
        assertThat(held.bytes()).isPositive();

        await(database.offboard(ACME));

        failureOf(store(ACME, "c"), Failure.NotFound.class);
        failureOf(database.read(of(ACME), ids()), Failure.NotFound.class);
        failureOf(database.offboard(ACME), Failure.NotFound.class);
        assertThat(database.tenants()).doesNotContain(ACME).contains(GLOBEX);
        assertThat(stored(GLOBEX)).containsExactly("g");
        boolean isNew = await(database.onboard(new Tenant(ACME, "Acme", since)));
        assertThat(isNew).isTrue();
        assertThat(stored(ACME)).isEmpty();
        await(store(ACME, "new"));
        assertThat(stored(ACME)).containsExactly("new");
    }

    @Test
    void whatIsUnderWayEndsBeforeItsTenantGoes() {
        await(database.onboard(new Tenant(TenantId.PLATFORM, "Platform", Instant.EPOCH)));
        List<Future<String>> writing = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            writing.add(store(ACME, "a" + i));
        }
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        writing.add(database.tx(of(ACME), put(ACME, "observed"), told::add));
        await(database.offboard(ACME));
        int toldBefore = told.size();
        await(database.onboard(new Tenant(ACME, "Acme", Instant.EPOCH)));
        await(Future.join(writing).otherwiseEmpty());

        assertThat(told).hasSize(toldBefore);
        assertThat(stored(ACME)).isEmpty();
    }

    @Test
    void theAnswerComesOnTheEventLoopThatAsked() {
        Vertx vertx = Vertx.vertx();
        try {
            Promise<Boolean> same = Promise.promise();
            vertx.runOnContext(start -> {
                Context asked = Vertx.currentContext();
                store(ACME, "a")
                        .compose(id -> database.read(of(ACME), ids()))
                        .onSuccess(ids -> same.complete(asked.equals(Vertx.currentContext())))
                        .onFailure(same::fail);
            });
            assertThat(await(same.future())).isTrue();
        } finally {
            await(vertx.close());
        }
    }
}
