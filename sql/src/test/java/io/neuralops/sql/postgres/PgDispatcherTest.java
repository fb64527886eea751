package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As few connections work as will do, and nobody waits for long behind another's work. */
class PgDispatcherTest {
    private static final int NEVER = 3_600_000;

    private PgLoop loop;
    private List<PgLink> links;
    private final Set<Integer> worked = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void makeLinks() {
        loop = await(PgLoop.start(PgTests.VERTX));
        Context context = loop.context();
        links = IntStream.range(0, 3)
                .mapToObj(i -> new PgLink(PgTests.VERTX, context, () -> Future.failedFuture("there is no database")))
                .toList();
    }

    @AfterEach
    void stop() {
        await(loop.stop(PgTests.VERTX));
    }

    @Test
    void oneLinkDoesWhatComesInWhileNobodyHasToWait() {
        PgDispatcher dispatcher = dispatcher(NEVER, Future.succeededFuture());
        List<PgPending<Void>> works = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            works.add(submit(dispatcher, "t" + i % 7));
        }
        works.forEach(work -> await(work.future()));

        assertThat(worked).containsExactly(0);
        await(dispatcher.close());
    }

    @Test
    void anotherLinkHelpsWhenAWorkTakesLong() {
        Promise<Void> stuck = Promise.promise();
        PgDispatcher dispatcher = dispatcher(1, stuck.future());
        PgPending<Void> first = submit(dispatcher, "slow");
        for (int i = 0; i < 10; i++) {
            await(submit(dispatcher, "quick").future());
        }

        assertThat(first.future().isComplete()).isFalse();
        assertThat(worked).containsExactlyInAnyOrder(0, 1);
        stuck.complete();
        await(first.future());
        await(dispatcher.close());
    }

    @Test
    void whatWaitsIsDoneBeforeItIsClosed() {
        PgDispatcher dispatcher = dispatcher(NEVER, Future.succeededFuture());
        List<PgPending<Void>> works = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            works.add(submit(dispatcher, "t" + i));
        }
        await(dispatcher.close());

        works.forEach(work -> await(work.future()));
    }

    /** Each work takes a turn of the loop, and those of the tenant {@code slow} until something has happened. */
    private PgDispatcher dispatcher(int patienceMs, Future<Void> slow) {
        return new PgDispatcher(
                new PgLanes(1_000, true),
                1,
                new PgCrew(links, 1),
                (link, works) -> {
                    worked.add(links.indexOf(link));
                    Promise<Void> turn = Promise.promise();
                    link.context().runOnContext(ignored -> turn.complete());
                    boolean isSlow = works.getFirst().tenant().value().equals("slow");
                    return turn.future()
                            .compose(done -> isSlow ? slow : Future.succeededFuture())
                            .onSuccess(done -> works.forEach(PgDispatcherTest::finish));
                },
                patienceMs);
    }

    private static void finish(PgPending<?> work) {
        work.run(null); // it looks at no session
        work.acknowledge();
    }

    private static PgPending<Void> submit(PgDispatcher dispatcher, String tenant) {
        PgPending<Void> work = new PgPending<>(
                Principal.service(new TenantId(tenant)), session -> Future.succeededFuture(), done -> {});
        dispatcher.submit(work);
        return work;
    }
}
