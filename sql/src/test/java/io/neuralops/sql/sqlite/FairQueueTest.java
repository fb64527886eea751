package io.neuralops.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.sqlite.FairQueue.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String, String> queue = new FairQueue<>(8, 4);

    @Test
    void lanesTakeTurns() throws InterruptedException {
        offer("loud", "l1", "l2", "l3");
        offer("quiet", "q1");
        assertThat(taken(10)).containsExactly("l1", "q1", "l2", "l3");
    }

    @Test
    void aFloodFillsItsOwnLaneOnly() {
        offer("loud", "l1", "l2", "l3", "l4");
        assertThat(queue.offer("loud", "l5")).isEqualTo(Offer.FULL);
        assertThat(queue.offer("quiet", "q1")).isEqualTo(Offer.TAKEN);
    }

    @Test
    void allLanesTogetherAreBounded() {
        offer("a", "1", "2", "3", "4");
        offer("b", "1", "2", "3", "4");
        assertThat(queue.offer("c", "1")).isEqualTo(Offer.FULL);
    }

    @Test
    void takingMakesRoom() throws InterruptedException {
        offer("loud", "l1", "l2", "l3", "l4");
        assertThat(taken(2)).containsExactly("l1", "l2");
        offer("loud", "l5", "l6");
        assertThat(taken(10)).containsExactly("l3", "l4", "l5", "l6");
    }

    @Test
    void whatWasTakenBeforeClosingIsStillHandedOut() throws InterruptedException {
        offer("a", "1");
        queue.close();
        assertThat(queue.offer("a", "2")).isEqualTo(Offer.CLOSED);
        assertThat(taken(10)).containsExactly("1");
        assertThat(queue.take(new ArrayList<>(), 1)).isFalse();
    }

    @Test
    void aLaneThatRestsFillsAndIsHandedOutOnceItGoesOn() throws Exception {
        offer("a", "1");
        queue.rest("a");
        offer("a", "2");
        offer("b", "3");
        assertThat(taken(10)).containsExactly("3");
        CompletableFuture<List<String>> waiting = CompletableFuture.supplyAsync(this::takenQuietly);
        queue.close();
        queue.resume("a");
        assertThat(waiting.get(10, TimeUnit.SECONDS)).startsWith("1");
        queue.resume("a");
        queue.resume("never rested");
    }

    @Test
    void whoWaitsIsWokenByAnItemAndByClosing() throws Exception {
        CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(this::takenQuietly);
        offer("a", "1");
        assertThat(first.get(10, TimeUnit.SECONDS)).containsExactly("1");
        CompletableFuture<List<String>> second = CompletableFuture.supplyAsync(this::takenQuietly);
        queue.close();
        assertThat(second.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private void offer(String lane, String... items) {
        for (String item : items) {
            assertThat(queue.offer(lane, item)).isEqualTo(Offer.TAKEN);
        }
    }

    private List<String> taken(int max) throws InterruptedException {
        List<String> items = new ArrayList<>();
        queue.take(items, max);
        return items;
    }

    private List<String> takenQuietly() {
        try {
            return taken(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
