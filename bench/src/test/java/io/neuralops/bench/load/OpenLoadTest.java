package io.neuralops.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenLoadTest {
    private static final List<byte[]> REQUESTS =
            List.of("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void everyRequestOfTheScheduleIsSentAndCounted() throws IOException {
        try (StubServer server = new StubServer(number -> StubServer.response(number % 4 == 0 ? 429 : 200))) {
            LoadResult result = run(server, 1_000, 8);

            assertThat(server.requests()).isEqualTo(1_000);
            assertThat(result.statuses())
                    .containsEntry(200, 750L)
                    .containsEntry(429, 250L)
                    .hasSize(2);
            assertThat(result.accepted().count()).isEqualTo(750);
            assertThat(result.acceptedPerSecond()).isBetween(500.0, 750.0);
            assertThat(result.refused().count()).isEqualTo(250);
            assertThat(result.lateness().count()).isEqualTo(1_000);
            assertThat(result.otherThan(200, 429)).isZero();
            assertThat(result.otherThan(200)).isEqualTo(250);
            assertThat(result.sustained()).isFalse();
        }
    }

    /** One request is slow; those that were due meanwhile are slow for their callers too. */
    @Test
    void aStallOfTheServerShowsInThePercentilesOfWhatWaited() throws IOException {
        try (StubServer server = new StubServer(number -> {
            if (number == 300) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            return StubServer.response(200);
        })) {
            LoadResult result = run(server, 1_000, 1);

            assertThat(result.sustained()).isTrue();
            // A fifth of the requests were due within the stall, waiting from 200 ms down to none.
            assertThat(result.accepted().p99Ms()).isGreaterThan(150);
            assertThat(result.accepted().p90Ms()).isGreaterThan(50);
            assertThat(result.accepted().p50Ms()).isLessThan(50);
            assertThat(result.waitedForConnection()).isGreaterThan(150);
            // It was the server that was late, not the generator.
            assertThat(result.lateness().p99Ms()).isLessThan(50);
        }
    }

    @Test
    void theWarmUpIsAskedButNotMeasured() throws IOException {
        try (StubServer server = new StubServer(number -> StubServer.response(200))) {
            Schedule schedule = new Schedule(500, Duration.ofMillis(400), Duration.ofMillis(600));

            LoadResult result = OpenLoad.run(server.port(), REQUESTS, schedule, 4, PATIENCE);

            assertThat(result.statuses()).containsExactlyEntriesOf(Map.of(200, 500L));
            assertThat(result.accepted().count()).isEqualTo(300);
        }
    }

    @Test
    void aConnectionThatIsCutIsCountedAndReplaced() throws IOException {
        try (StubServer server = new StubServer(number -> number % 10 == 0 ? null : StubServer.response(200))) {
            LoadResult result = run(server, 500, 2);

            assertThat(result.broken()).isEqualTo(50);
            assertThat(result.statuses()).containsEntry(200, 450L);
            assertThat(result.unanswered()).isZero();
            assertThat(result.otherThan(200)).isEqualTo(50);
        }
    }

    @Test
    void aServerThatAnnouncesToCloseIsLeftInTime() throws IOException {
        String last = "HTTP/1.1 503 Any\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (StubServer server = new StubServer(number -> number == 20 ? last : StubServer.response(200))) {
            LoadResult result = run(server, 200, 1);

            assertThat(result.broken()).isZero();
            assertThat(result.statuses()).containsEntry(200, 199L).containsEntry(503, 1L);
        }
    }

    @Test
    void whatIsNeverAnsweredIsCountedAfterAWhile() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (StubServer server = new StubServer(number -> number < 10 ? StubServer.response(200) : never(over))) {
            Schedule schedule = new Schedule(200, Duration.ZERO, Duration.ofMillis(500));

            LoadResult result = OpenLoad.run(server.port(), REQUESTS, schedule, 2, Duration.ofMillis(100));

            assertThat(result.statuses()).containsEntry(200, 10L);
            assertThat(result.unanswered()).isEqualTo(90);
            assertThat(result.otherThan(200)).isEqualTo(90);
            over.countDown();
        }
    }

    private static LoadResult run(StubServer server, double perSecond, int connections) throws IOException {
        Schedule schedule = new Schedule(perSecond, Duration.ZERO, Duration.ofSeconds(1));
        return OpenLoad.run(server.port(), REQUESTS, schedule, connections, PATIENCE);
    }

    private static @Nullable String never(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}
