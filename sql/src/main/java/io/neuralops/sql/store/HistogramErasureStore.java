package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ErasureStore.Rewriting;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds histograms of reports whose subject holds certain marks, and gives them another. Services that have the same name afterwards are
 * one service: their histograms are put together.
 */
public final class HistogramErasureStore {
    /** The table. */
    public static final String TABLE = "rollup_histograms";

    private static final String MARKED =
            "SELECT position, kind, subject, grain, bucket, histogram FROM rollup_histograms WHERE tenant_id = $1 AND (";
    private static final String NEXT = ") ORDER BY position LIMIT ";
    private static final String DELETE = "DELETE FROM rollup_histograms WHERE tenant_id = $1 AND position = $2";

    private static final byte[] NONE = {};

    private final RollupHistogramStore histograms = new RollupHistogramStore();

    private record Stored(long position, HistogramKey key, byte[] histogram) {}

    /** How many histograms hold one of the marks. */
    public Future<Integer> count(Session session, TenantId tenant, Collection<String> marks) {
        return session.query(
                        "SELECT COUNT(*) FROM rollup_histograms WHERE tenant_id = $1 AND (" + holds(marks) + ")",
                        row -> row.integer(0),
                        parameters(tenant, marks))
                .map(List::getFirst);
    }

    /**
     * Rewrites the subjects of at most so many of those that hold one of the marks; how many.
     *
     * @param sum puts two histograms of services together
     */
    public Future<Integer> rewrite(
            Session session,
            TenantId tenant,
            Collection<String> marks,
            int most,
            Rewriting rewriting,
            BinaryOperator<byte[]> sum) {
        return session.query(
                        MARKED + holds(marks) + NEXT + most + session.forUpdate(),
                        HistogramErasureStore::stored,
                        parameters(tenant, marks))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(0)
                        : delete(session, tenant, found)
                                .compose(done -> put(session, tenant, renamed(found, rewriting, sum), sum))
                                .map(done -> found.size()));
    }

    private static Map<HistogramKey, byte[]> renamed(
            List<Stored> found, Rewriting rewriting, BinaryOperator<byte[]> sum) {
        Map<HistogramKey, byte[]> renamed = new LinkedHashMap<>();
        for (Stored one : found) {
            HistogramKey key = one.key();
            // What is restored is a workflow, by whose name rows are told apart.
            String subject = rewriting.of(key.kind() == Kind.RESTORE, key.subject());
            renamed.merge(new HistogramKey(key.kind(), subject, key.grain(), key.bucket()), one.histogram(), sum);
        }
        return renamed;
    }

    private Future<Integer> delete(Session session, TenantId tenant, List<Stored> found) {
        List<@Nullable Object[]> rows = new ArrayList<>(found.size());
        found.forEach(one -> rows.add(new @Nullable Object[] {tenant.value(), one.position()}));
        return session.updateEach(DELETE, rows);
    }

    /** With what is there already under the same subject. */
    private Future<Integer> put(
            Session session, TenantId tenant, Map<HistogramKey, byte[]> renamed, BinaryOperator<byte[]> sum) {
        List<HistogramKey> keys = List.copyOf(renamed.keySet());
        return histograms.find(session, tenant, keys).compose(present -> {
            Map<HistogramKey, byte[]> all = new LinkedHashMap<>();
            for (Map.Entry<HistogramKey, byte[]> one : renamed.entrySet()) {
                byte[] before = present.get(all.size()).orElse(NONE);
                all.put(one.getKey(), before.length == 0 ? one.getValue() : sum.apply(before, one.getValue()));
            }
            return histograms.put(session, tenant, all);
        });
    }

    private static String holds(Collection<String> marks) {
        List<String> holds = new ArrayList<>(marks.size());
        for (int i = 0; i < marks.size(); i++) {
            holds.add("subject LIKE $" + (i + 2));
        }
        return String.join(" OR ", holds);
    }

    private static @Nullable Object[] parameters(TenantId tenant, Collection<String> marks) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(tenant.value()));
        marks.forEach(mark -> parameters.add("%" + mark + "%"));
        return parameters.toArray();
    }

    private static Stored stored(Row row) {
        byte[] histogram = row.bytesOrNull(5);
        return new Stored(
                row.bigint(0),
                new HistogramKey(Kind.labelled(row.text(1)), row.text(2), Grain.labelled(row.text(3)), row.instant(4)),
                histogram == null ? new byte[0] : histogram);
    }
}
