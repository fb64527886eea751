package io.neuralops.verticles.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void soManyAtATimeAndTheOthersInTheOrderInWhichTheyCame() {
        Turns turns = new Turns(2);
        List<Promise<Void>> begun = new ArrayList<>();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(turns.take(() -> {
                Promise<Void> task = Promise.promise();
                begun.add(task);
                return task.future();
            }));
        }

        assertThat(begun).hasSize(2);
        begun.get(1).fail("that is no reason to keep the place");
        assertThat(begun).hasSize(3);
        begun.get(0).complete();
        begun.get(2).complete();
        assertThat(begun).hasSize(5);
        assertThat(all.get(1).failed()).isTrue();
        begun.get(3).complete();
        begun.get(4).complete();
        assertThat(all).allMatch(Future::isComplete);
        assertThat(turns.take(() -> Future.succeededFuture(7)).result()).isEqualTo(7);
    }

    @Test
    void whatThrowsGivesItsPlaceBack() {
        Turns turns = new Turns(1);

        Future<Void> thrown = turns.take(() -> {
            throw new IllegalStateException("no");
        });

        assertThat(thrown.failed()).isTrue();
        assertThat(turns.take(() -> Future.succeededFuture(7)).result()).isEqualTo(7);
    }
}
