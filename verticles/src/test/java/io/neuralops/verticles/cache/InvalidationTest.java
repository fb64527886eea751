package io.neuralops.verticles.cache;

import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import org.junit.jupiter.api.Test;

class InvalidationTest {
    private static final TenantId ACME = new TenantId("acme");

    private final Cache cache = new LocalCache(Keeping.usual(), System::nanoTime, () -> 0.5);
    private final Answers answers = new Answers();
    private final Invalidation invalidation = new Invalidation();

    @Test
    void whatChangesRowsHasAnswersForgottenAndNothingElse() {
        invalidation.accept(new Event.RowsExpired(ACME, "predictions", 7));
        invalidation.listenFor(cache);
        answers.ask(cache, key("acme", "q"), "old");
        answers.ask(cache, key("globex", "q"), "old");

        invalidation.accept(new Event.RequestRefused(ACME, "overloaded"));
        invalidation.accept(new Event.AnswerReplayed(ACME));
        invalidation.accept(new Event.PredictionFailed(ACME, "Internal"));
        assertThat(answers.ask(cache, key("acme", "q"), "new")).isEqualTo("old");

        invalidation.accept(new Event.RowsExpired(ACME, "predictions", 7));
        assertThat(answers.ask(cache, key("acme", "q"), "new")).isEqualTo("new");
        assertThat(answers.ask(cache, key("globex", "q"), "new")).isEqualTo("old");
    }
}
