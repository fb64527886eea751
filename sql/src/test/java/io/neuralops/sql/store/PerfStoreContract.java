package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

interface PerfStoreContract extends StoreContract {
    PerfStore PERF = new PerfStore();

    @Test
    default void aWindowComesBackWhole() {
        PerfRow full = new PerfRow(
                new UUID(1, 1), "api", "GET /x", 1.5, 2.5, 3.5, 4.5, 5.5, 1_234.5, 7, "slow", new byte[] {1, -2}, NOW);
        PerfRow silent = new PerfRow(
                new UUID(1, 2), "api", "GET /x", null, null, null, null, null, 0, 0, null, null, NOW.plusSeconds(10));
        tx(s -> PERF.insert(s, TENANT, List.of(full, silent)));

        assertThat(find(full.id()))
                .usingRecursiveComparison() // arrays by what is in them
                .isEqualTo(full);
        assertThat(find(silent.id())).isEqualTo(silent);
        Optional<PerfRow> nothing = read(s -> PERF.find(s, TENANT, new UUID(1, 3)));
        assertThat(nothing).isEmpty();
    }

    private PerfRow find(UUID id) {
        return read(s -> PERF.find(s, TENANT, id)).orElseThrow();
    }
}
