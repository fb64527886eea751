package io.neuralops.sql;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is acknowledged is there, and everybody is answered. */
public abstract class DurabilityContract extends DatabaseTests {
    /** From many threads at once, over both tenants; then the store is opened afresh. */
    @Test
    void everyAcknowledgedRowIsThereAfterReopening() throws InterruptedException, ExecutionException {
        int threads = 8;
        int each = 60;
        ConcurrentLinkedQueue<Future<String>> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<java.util.concurrent.Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                done.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        answers.add(store(thread % 2 == 0 ? ACME : GLOBEX, thread + "-" + i));
                    }
                }));
            }
            for (java.util.concurrent.Future<?> one : done) {
                one.get();
            }
        }
        List<String> acknowledged = answers.stream().map(Outcomes::await).toList();
        await(database.close());
        database = open();

        List<String> found = new ArrayList<>(stored(ACME));
        found.addAll(stored(GLOBEX));
        assertThat(acknowledged).hasSize(threads * each);
        assertThat(found).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    @Test
    void closingFinishesWhatWasAcceptedAndRefusesTheRest() {
        Runnable release = holdCommits();
        List<Future<String>> accepted = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            accepted.add(store(ACME, "r" + i));
        }
        Future<Void> closed = database.close();
        Future<String> late = store(ACME, "late");
        release.run();

        failureOf(late, Failure.Unavailable.class);
        accepted.forEach(Outcomes::await);
        await(closed);
        failureOf(store(ACME, "too late"), Failure.Unavailable.class);
        failureOf(database.read(of(ACME), ids()), Failure.Unavailable.class);
        database = open();
        assertThat(stored(ACME)).hasSize(200).doesNotContain("late");
    }

    /** Threads go on submitting while the store closes: each is answered, and told the truth. */
    @Test
    void nobodyWaitsForeverWhenTheStoreClosesUnderLoad() {
        ConcurrentLinkedQueue<Future<String>> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            for (int t = 0; t < 3; t++) {
                int thread = t;
                pool.execute(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        Future<String> answer = store(ACME, thread + "-" + i);
                        answers.add(answer);
                        answer.otherwiseEmpty()
                                .toCompletionStage()
                                .toCompletableFuture()
                                .join();
                    }
                });
            }
            while (answers.size() < 50) {
                Thread.onSpinWait();
            }
            await(database.close());
            stop.set(true);
        }
        database = open();
        List<String> acknowledged = new ArrayList<>();
        for (Future<String> answer : answers) {
            await(answer.otherwiseEmpty());
            if (answer.succeeded()) {
                acknowledged.add(answer.result());
            } else {
                failureOf(answer, Failure.Unavailable.class);
            }
        }
        assertThat(stored(ACME)).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
}
