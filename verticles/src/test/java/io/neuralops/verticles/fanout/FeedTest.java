package io.neuralops.verticles.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Notice> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whatNobodyListensToIsNotPublished() throws Exception {
        Feed feed = feed(100, 100);
        Listening listening = onLoop(() -> feed.listen(ACME, EventKind.MODEL, heard::add));

        feed.accept(new Event.ModelActivated(OTHER, "v1"));
        feed.accept(new Event.KeyRotated(ACME, "k1"));
        feed.accept(new Event.ModelActivated(ACME, "v2"));
        settle();

        assertThat(heard).containsExactly(new Notice(ACME, EventKind.MODEL, "{\"version\":\"v2\"}", 0));
        assertThat(feed.published()).isEqualTo(1);

        onLoop(() -> {
            listening.close();
            return true;
        });
        feed.accept(new Event.ModelActivated(ACME, "v3"));
        settle();
        assertThat(heard).hasSize(1);
        assertThat(feed.published()).isEqualTo(1);
        assertThat(feed.dropped()).isZero();
    }

    /** A prediction may take 4,096 bytes, and takes nearly all of them. */
    @Test
    void whereNobodyOfTheTenantListensAnEventAllocatesNothing() throws Exception {
        Feed feed = feed(100, 100);
        onLoop(() -> feed.listen(OTHER, EventKind.MODEL, heard::add));
        Event event = new Event.ModelActivated(ACME, "v1");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                feed.accept(event);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for 10,000 events").isLessThan(1_000);
    }

    @Test
    void othersOnTheBusHearItAsWell() throws Exception {
        Feed feed = feed(100, 100);
        CompletableFuture<String> body = new CompletableFuture<>();
        vertx.eventBus().<String>consumer("insight.acme.model", message -> body.complete(message.body()));
        onLoop(() -> feed.listen(ACME, EventKind.MODEL, heard::add));

        feed.accept(new Event.ModelActivated(ACME, "v2"));

        assertThat(body.get(10, TimeUnit.SECONDS)).isEqualTo("{\"version\":\"v2\"}");
    }

    @Test
    void beyondThePaceEventsAreCounted() throws Exception {
        Feed feed = feed(3, 100);
        Listening listening = onLoop(() -> feed.listen(ACME, EventKind.MODEL, heard::add));
        for (int i = 0; i < 10; i++) {
            feed.accept(new Event.ModelActivated(ACME, "v" + i));
        }
        settle();

        assertThat(heard).hasSize(3);
        assertThat(feed.dropped()).isEqualTo(7);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        feed.accept(new Event.ModelActivated(ACME, "v10"));
        settle();
        assertThat(heard).hasSize(4);
        assertThat(heard.stream().mapToLong(Notice::skipped).sum()).isEqualTo(7);
        assertThat(listening.takeSkipped()).isZero();
    }

    @Test
    void whileAListenerStandsStillNoMoreThanSoManyWaitForIt() throws Exception {
        Feed feed = feed(1_000, 5);
        CountDownLatch stuck = new CountDownLatch(1);
        Listening listening = onLoop(() -> feed.listen(ACME, EventKind.MODEL, notice -> {
            heard.add(notice);
            await(stuck);
        }));
        for (int i = 0; i < 100; i++) {
            feed.accept(new Event.ModelActivated(ACME, "v" + i));
        }
        long published = feed.published();
        stuck.countDown();
        settle();
        // The one that it stands still at may have been taken meanwhile.
        assertThat(published).isBetween(5L, 6L);
        assertThat(heard).hasSize((int) published);
        assertThat(listening.takeSkipped()
                        + heard.stream().mapToLong(Notice::skipped).sum())
                .isEqualTo(100 - published);

        feed.accept(new Event.ModelActivated(ACME, "later"));
        settle();
        assertThat(heard.getLast().body()).contains("later");
    }

    @Test
    void eachListenerIsToldAndWhoLeavesHoldsUpNobody() throws Exception {
        Feed feed = feed(1_000, 5);
        List<Notice> second = new CopyOnWriteArrayList<>();
        onLoop(() -> feed.listen(ACME, EventKind.MODEL, heard::add));
        Listening leaving = onLoop(() -> feed.listen(ACME, EventKind.MODEL, second::add));
        feed.accept(new Event.ModelActivated(ACME, "v1"));
        settle();
        onLoop(() -> {
            leaving.close();
            return true;
        });
        for (int i = 0; i < 20; i++) {
            feed.accept(new Event.ModelActivated(ACME, "v" + i));
            settle();
        }
        assertThat(second).hasSize(1);
        assertThat(heard).hasSize(21);
    }

    private Feed feed(int aSecond, int inFlight) {
        return new Feed(vertx.eventBus(), new Json(), nanos::get, aSecond, inFlight);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Once this is done, so is what was published before. */
    private void settle() throws Exception {
        onLoop(() -> true);
        onLoop(() -> true);
    }

    private <T> T onLoop(Supplier<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(now -> done.complete(task.get()));
        return done.get(10, TimeUnit.SECONDS);
    }
}
