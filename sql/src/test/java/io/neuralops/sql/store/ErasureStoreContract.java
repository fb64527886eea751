package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.store.ErasureStore.Part;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface ErasureStoreContract extends StoreContract {
    ErasureStore ERASURE = new ErasureStore();

    /** A tenant has up to a hundred keys, and a person up to three marks under each. */
    @Test
    default void asManyMarksAsThereCanBeAreLookedFor() {
        Set<String> marks = IntStream.range(0, 300)
                .mapToObj(i -> ":k" + i / 3 + ":" + "0".repeat(29) + (100 + i))
                .collect(Collectors.toSet());
        String last = ":k99:" + "0".repeat(29) + "399";
        tx(s -> s.insertAll(
                "insight_signals",
                List.of("tenant_id", "id", "service", "kind", "name", "severity", "state", "observed_at", "known_at"),
                List.<Object[]>of(
                        new Object[] {"acme", "1", "db", "alert", "of email" + last, "info", "point", NOW, NOW},
                        new Object[] {"acme", "2", "db", "alert", "other", "info", "point", NOW, NOW})));
        for (Part part : Part.values()) {
            int held = part == Part.INSIGHT_SIGNALS ? 1 : 0;
            int found = read(s -> ERASURE.count(s, TENANT, part, 0, 1_000, marks));
            assertThat(found).as(part.table()).isEqualTo(held);
            int changed =
                    tx(s -> ERASURE.rewrite(s, TENANT, part, 0, 1_000, marks, text -> text.replace(last, ":gone")));
            assertThat(changed).as(part.table()).isEqualTo(held);
        }
        List<String> names = read(s -> s.query("SELECT name FROM insight_signals ORDER BY id", row -> row.text(0)));
        assertThat(names).containsExactly("of email:gone", "other");
    }
}
