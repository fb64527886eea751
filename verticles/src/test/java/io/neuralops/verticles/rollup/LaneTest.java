package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private static final TenantId C = new TenantId("c");

    private record Waiting(long milliseconds, Runnable task) {}

    private final Deque<Waiting> timers = new ArrayDeque<>();
    private final List<String> taken = new ArrayList<>();
    private final Lane lane = new Lane(
            (milliseconds, task) -> timers.add(new Waiting(milliseconds, task)),
            tenant -> take("changed " + tenant),
            tenant -> take("due " + tenant));

    private Future<Long> take(String what) {
        taken.add(what);
        return Future.succeededFuture(300L);
    }

    private long next() {
        Waiting waiting = timers.remove();
        waiting.task().run();
        return waiting.milliseconds();
    }

    @Test
    void oneIsTakenAfterTheOtherWithARestBetween() {
        lane.changed(A);
        lane.changed(B);
        assertThat(timers).hasSize(1);

        assertThat(next()).isEqualTo(20);
        assertThat(taken).containsExactly("changed a");
        assertThat(timers).hasSize(1);
        assertThat(next()).isEqualTo(300);
        assertThat(taken).containsExactly("changed a", "changed b");
    }

    @Test
    void whoIsAskedForAgainIsTakenOnce() {
        lane.changed(A);
        lane.changed(A);
        next();
        next();

        assertThat(taken).containsExactly("changed a");
        assertThat(timers).isEmpty();
    }

    @Test
    void itBeginsAgainWhenItHadEnded() {
        lane.changed(A);
        next();
        next();
        lane.changed(A);
        next();

        assertThat(taken).containsExactly("changed a", "changed a");
    }

    /** A tenant that never stops writing doesn't keep the others from being counted, nor a thousand to be counted one that changed. */
    @Test
    void changesAndWhatIsDueGoByTurns() {
        lane.due(List.of(A, B, C));
        lane.changed(A);
        lane.changed(B);
        for (int i = 0; i < 5; i++) {
            next();
        }

        assertThat(taken).containsExactly("changed a", "due a", "changed b", "due b", "due c");
    }

    @Test
    void whoWentIsNotTaken() {
        lane.due(List.of(A, B));
        lane.changed(A);
        lane.forget(A);
        next();
        next();

        assertThat(taken).containsExactly("due b");
        assertThat(timers).isEmpty();
    }

    @Test
    void onceItHasEndedNobodyIsTaken() {
        lane.changed(A);
        lane.end();
        next();
        lane.changed(B);

        assertThat(taken).isEmpty();
        assertThat(timers).isEmpty();
    }

    @Test
    void aDefectDoesNotStopIt() {
        Lane broken = new Lane(
                (milliseconds, task) -> timers.add(new Waiting(milliseconds, task)),
                tenant -> {
                    throw new IllegalStateException("broken");
                },
                tenant -> take("due " + tenant));
        broken.changed(A);
        broken.due(List.of(B));
        next();
        next();

        assertThat(taken).containsExactly("due b");
    }
}
