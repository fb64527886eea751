package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is measured of servers that behave in known ways. */
@Tag("alone") // Milliseconds are measured.
class LoadRunTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /**
     * Of 2,500 requests some 175 are due while it stops, evenly, and each waits from when it is due until it goes on. The
     * slowest 5 % are 125 of them, so the 95th percentile is what the 125th waits that comes before the end: 250 ms less than
     * all; the 99th is that of the 25th.
     */
    @Test
    void whoWouldHaveAskedWhileAServerStopsIsCounted() {
        try (ScriptedServer server = ScriptedServer.stopping(2_000, 350)) {
            LoadResult result = run(plan(server.target(), new Rate.Constant(500, Duration.ofSeconds(5)), 16));

            Histogram response = result.all().response();
            assertThat(result.all().ended()).isEqualTo(2_500);
            assertThat(result.all().failed()).isZero();
            double stopped = server.stoppedMs();
            assertThat(response.getValueAtPercentile(95) / 1e3).isCloseTo(stopped - 250, within(50.0));
            assertThat(response.getValueAtPercentile(99) / 1e3).isCloseTo(stopped - 50, within(50.0));
            assertThat(response.getMaxValue() / 1e3).isCloseTo(stopped, within(50.0));
            // As a closed loop would have it: sixteen wait, the others are never asked.
            assertThat(result.all().service().getValueAtPercentile(99) / 1e3).isLessThan(100);
            assertThat(result.all().blocked()).isBetween(100L, 200L);
            assertThat(result.held()).isCloseTo(500, Percentage.withPercentage(2));
        }
    }

    @Test
    void theWarmUpIsSentAndDoesNotCount() {
        try (ScriptedServer server =
                ScriptedServer.of(request -> request.response().end("ok"))) {
            LoadPlan plan = new LoadPlan(
                    server.target(),
                    Expectation.USUAL,
                    new Rate.Constant(200, Duration.ofSeconds(1)),
                    Duration.ofMillis(500),
                    4,
                    Duration.ofSeconds(5),
                    2,
                    1);
            LoadResult result = run(plan);

            assertThat(server.asked()).isEqualTo(200);
            assertThat(result.all().ended()).isEqualTo(100);
            assertThat(result.asked()).isEqualTo(200);
            assertThat(result.stopped()).isFalse();
        }
    }

    @Test
    void ratesStepAndRampAndEachSendIsWeighed() {
        Rate steps = new Rate.Stepped(
                List.of(new Rate.Constant(50, Duration.ofMillis(500)), new Rate.Constant(350, Duration.ofMillis(500))));
        for (Rate rate : List.of(steps, new Rate.Ramped(1, 399, Duration.ofSeconds(1)))) {
            List<Long> came = new CopyOnWriteArrayList<>();
            try (ScriptedServer server = ScriptedServer.of(request -> {
                came.add(System.nanoTime());
                request.response().end();
            })) {
                LoadResult result = run(plan(server.target(), rate, 4));

                assertThat(result.asked()).isEqualTo(200);
                assertThat(result.all().ended()).isEqualTo(200);
                assertThat(result.all().lateness().getTotalCount()).isEqualTo(200);
                assertThat(result.places()).isEqualTo(4);
                long half = came.getFirst() + 500_000_000;
                assertThat(came.stream().filter(one -> one < half).count())
                        .as("in the first half")
                        .isBetween(20L, 70L);
            }
        }
    }

    @Test
    void http2SharesConnections() {
        try (ScriptedServer server = ScriptedServer.of(
                request -> request.response().end(request.version().name()))) {
            Target http1 = server.target();
            Target http2 = new Target(http1.method(), http1.uri(), true, Map.of(), new byte[0]);
            LoadResult result = run(new LoadPlan(
                    http2,
                    new Expectation(200, "HTTP_2", 1_000),
                    new Rate.Constant(500, Duration.ofSeconds(1)),
                    Duration.ZERO,
                    2,
                    Duration.ofSeconds(5),
                    2,
                    1));

            assertThat(result.all().ended()).isEqualTo(500);
            assertThat(result.all().failures().values()).allMatch(count -> count == 0);
            assertThat(result.places()).as("each has many streams").isEqualTo(200);
        }
    }

    @Test
    void stoppedItTellsWhatWasMeasuredSoFar() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.of(request -> request.response().end("ok"))) {
            CountDownLatch second = new CountDownLatch(1);
            LoadPlan plan = plan(server.target(), new Rate.Poisson(300, Duration.ofHours(1)), 4);
            LoadRun run = LoadRun.start(vertx, plan, interval -> second.countDown());
            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();

            run.stop();

            LoadResult result = run.result().await(30, TimeUnit.SECONDS);
            assertThat(result.stopped()).isTrue();
            assertThat(result.all().ended()).isPositive();
            assertThat(result.held()).isBetween(150.0, 600.0);
        }
    }

    private static LoadPlan plan(Target target, Rate rate, int connections) {
        return new LoadPlan(target, Expectation.USUAL, rate, Duration.ZERO, connections, Duration.ofSeconds(5), 2, 1);
    }

    private LoadResult run(LoadPlan plan) {
        return LoadRun.start(vertx, plan, interval -> {}).result().await();
    }
}
