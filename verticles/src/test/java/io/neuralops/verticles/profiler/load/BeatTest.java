package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When requests are meant to be sent that have no end. */
@Tag("alone") // Milliseconds are measured.
class BeatTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicLong ahead = new AtomicLong();

    /** What is loaded and run for the first time is late by itself. */
    @BeforeEach
    void warm() {
        assertThat(times(20, 1_000).size()).isPositive();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private long now() {
        return System.nanoTime() + ahead.get();
    }

    /** The first so many times. */
    private List<Long> times(int count, double perSecond) {
        List<Long> times = new ArrayList<>();
        Promise<List<Long>> enough = Promise.promise();
        context.runOnContext(v -> {
            long first = now();
            Beat[] beat = new Beat[1];
            beat[0] = new Beat(
                    vertx,
                    meant -> {
                        times.add(meant - first);
                        if (times.size() == count) {
                            beat[0].end();
                            enough.complete(times);
                        }
                    },
                    perSecond,
                    first,
                    this::now);
        });
        return enough.future().await();
    }

    @Test
    void theRateIsAsAskedOnAverageThoughTimersCountMilliseconds() {
        List<Long> times = times(61, 300);

        assertThat(times).isSorted();
        assertThat((double) times.getLast()).isCloseTo(60 * SECOND / 300.0, within(2e6));
        for (int i = 0; i < times.size(); i++) {
            assertThat((double) times.get(i)).isCloseTo(i * SECOND / 300.0, within(2e6));
        }
    }

    @Test
    void whatIsLateIsMadeUpForAndWhatIsFarBehindIsNot() {
        List<Long> times = new ArrayList<>();
        Promise<Long> missed = Promise.promise();
        long first = now();
        context.runOnContext(v -> {
            Beat[] beat = new Beat[1];
            beat[0] = new Beat(
                    vertx,
                    meant -> {
                        times.add(meant - first);
                        if (times.size() == 3) {
                            ahead.addAndGet(SECOND);
                        } else if (times.size() == 20) {
                            ahead.addAndGet(10 * SECOND);
                        } else if (times.size() == 22) {
                            missed.complete(beat[0].missed());
                            beat[0].end();
                        }
                    },
                    10,
                    first,
                    this::now);
        });

        assertThat((double) missed.future().await()).isCloseTo(10e9, within(0.5e9));
        // A second of ten a second was sent late, each with the time at which it was due.
        assertThat((double) (times.get(12) - times.get(2))).isCloseTo(1e9, within(0.15e9));
        assertThat((double) (times.get(20) - times.get(19))).isGreaterThan(9.8e9);
        assertThat((double) (times.get(21) - times.get(20))).isCloseTo(0.1e9, within(0.01e9));
    }

    @Test
    void anotherRateHoldsFromTheNextOn() {
        List<Long> times = new ArrayList<>();
        Promise<Void> enough = Promise.promise();
        context.runOnContext(v -> {
            Beat[] beat = new Beat[1];
            beat[0] = new Beat(
                    vertx,
                    meant -> {
                        times.add(meant);
                        beat[0].rate(100);
                        if (times.size() == 4) {
                            beat[0].end();
                            enough.complete();
                        }
                    },
                    10,
                    now(),
                    this::now);
        });
        enough.future().await();

        assertThat((double) (times.get(3) - times.get(1))).isCloseTo(0.02e9, within(0.003e9));
    }
}
