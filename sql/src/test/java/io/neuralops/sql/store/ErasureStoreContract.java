package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.store.ErasureStore.Part;
import io.neuralops.sql.store.ErasureStore.Rewriting;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
            Rewriting gone = new Rewriting(text -> text.replace(last, ":gone"), id -> id);
            int changed = tx(s -> ERASURE.rewrite(s, TENANT, part, 0, 1_000, marks, gone));
            assertThat(changed).as(part.table()).isEqualTo(held);
        }
        List<String> names = read(s -> s.query("SELECT name FROM insight_signals ORDER BY id", row -> row.text(0)));
        assertThat(names).containsExactly("of email:gone", "other");
    }

    /** Ids and texts are rewritten each in its own way; what an incident follows from is of either kind. */
    @Test
    default void idsAreToldFromTexts() {
        Rewriting rewriting = new Rewriting(text -> text.replace("ip:k1:x", "T"), id -> id.replace("ip:k1:x", "I"));
        List<String> columns =
                List.of("tenant_id", "id", "workflow", "source", "severity", "opened_at", "derived_from");
        tx(s -> s.insertAll(
                "incidents",
                columns,
                List.<Object[]>of(
                        new Object[] {"acme", "1", "ip:k1:x", "by ip:k1:x", "minor", NOW, "workflow ip:k1:x"},
                        new Object[] {"acme", "ip:k1:x", "w", "runs", "minor", NOW, "alert ip:k1:x\nslow"})));

        int rewritten = tx(s -> ERASURE.rewrite(s, TENANT, Part.INCIDENTS, 0, 1_000, Set.of(":k1:x"), rewriting));

        assertThat(rewritten).isEqualTo(2);

        List<String> rows = read(s -> s.query(
                "SELECT id, workflow, source, derived_from FROM incidents ORDER BY position",
                row -> row.text(0) + "/" + row.text(1) + "/" + row.text(2) + "/" + row.text(3)));
        assertThat(rows).containsExactly("1/I/by T/workflow I", "I/w/runs/alert T\nslow");
    }

    /** Two services that are told by the same name afterwards are one; workflows stay apart. */
    @Test
    default void histogramsOfWhatBecomesOneArePutTogether() {
        Instant day = NOW.truncatedTo(ChronoUnit.DAYS);
        Function<String, HistogramKey> latency = of -> new HistogramKey(Kind.LATENCY, of, Grain.DAY, day);
        HistogramKey workflow = new HistogramKey(Kind.RESTORE, "w ip:k1:x", Grain.DAY, day);
        RollupHistogramStore histograms = new RollupHistogramStore();
        tx(s -> histograms.put(
                s,
                TENANT,
                Map.of(
                        latency.apply("db of ip:k1:x"),
                        new byte[] {1},
                        latency.apply("db of ip:k2:x"),
                        new byte[] {2},
                        latency.apply("db of T"),
                        new byte[] {4},
                        latency.apply("other"),
                        new byte[] {8},
                        workflow,
                        new byte[] {16})));
        Rewriting rewriting = new Rewriting(text -> text.replaceAll("ip:k.:x", "T"), id -> id.replace("ip:k1:x", "I"));
        HistogramErasureStore erasure = new HistogramErasureStore();
        Set<String> marks = Set.of(":k1:x", ":k2:x");

        int found = read(s -> erasure.count(s, TENANT, marks));
        int changed = 0;
        for (int i = 0; i < 3; i++) {
            changed += tx(s -> erasure.rewrite(
                    s, TENANT, marks, 2, rewriting, (one, other) -> new byte[] {(byte) (one[0] + other[0])}));
        }

        int after = read(s -> erasure.count(s, TENANT, marks));
        assertThat(List.of(found, changed, after)).containsExactly(3, 3, 0);
        List<String> left = read(s -> s.query(
                "SELECT subject, histogram FROM rollup_histograms ORDER BY subject",
                row -> row.text(0) + " " + Arrays.toString(row.bytesOrNull(1))));
        assertThat(left).containsExactlyInAnyOrder("db of T [7]", "other [8]", "w I [16]");
    }
}
