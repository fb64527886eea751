package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollupNewsTest {
    private static final TenantId ACME = new TenantId("acme");

    private final RollupNews news = new RollupNews();
    private final List<TenantId> told = new ArrayList<>();

    @Test
    void aChangeIsToldOnceUntilItIsLookedAt() {
        news.tell(told::add);
        news.changed(ACME);
        news.changed(ACME);
        assertThat(told).containsExactly(ACME);
        assertThat(news.hasChanged(ACME)).isTrue();

        news.looksAt(ACME);
        assertThat(news.hasChanged(ACME)).isFalse();
        news.changed(ACME);
        assertThat(told).containsExactly(ACME, ACME);
    }

    /** What waits of theirs would be added and be gone, and proofs of isolation would find nothing to look for. */
    @Test
    void whatCanariesDoIsNotHeard() {
        news.tell(told::add);
        news.changed(Canaries.A);

        assertThat(told).isEmpty();
        assertThat(news.hasChanged(Canaries.A)).isFalse();
    }
}
