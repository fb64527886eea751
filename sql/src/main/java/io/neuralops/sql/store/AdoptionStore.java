package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that came from tables of before, in the order of their positions: what they say in texts, and how to rewrite that. */
public final class AdoptionStore {
    private static final String NEXT = " WHERE tenant_id = $1 AND position > $2 ORDER BY position LIMIT $3";
    private static final String RUNS =
            "SELECT position, run_id, workflow, owner, error_text, metrics, labels FROM workflow_runs" + NEXT;
    private static final String SIGNALS =
            "SELECT position, id, run_id, service, kind, name, labels FROM insight_signals" + NEXT;

    /** Two ids may have become one, as two spellings of an address do. */
    private static final String REWRITE_RUN = """
            UPDATE workflow_runs AS r SET run_id = CASE WHEN EXISTS (SELECT 1 FROM workflow_runs AS o
                    WHERE o.tenant_id = r.tenant_id AND o.run_id = $1 AND o.attempt = r.attempt
                        AND o.position <> r.position)
                THEN $2 ELSE $1 END,
                workflow = $3, owner = $4, error_text = $5, metrics = $6, labels = $7
            WHERE tenant_id = $8 AND position = $9""";

    private static final String REWRITE_SIGNAL = """
            UPDATE insight_signals AS r SET id = CASE WHEN EXISTS (SELECT 1 FROM insight_signals AS o
                    WHERE o.tenant_id = r.tenant_id AND o.id = $1 AND o.position <> r.position)
                THEN $2 ELSE $1 END,
                run_id = $3, service = $4, kind = $5, name = $6, labels = $7
            WHERE tenant_id = $8 AND position = $9""";

    /** The texts of a run. */
    public record AdoptedRun(
            long position,
            String runId,
            String workflow,
            @Nullable String owner,
            @Nullable String errorText,
            Map<String, Double> metrics,
            Map<String, String> labels) {}

    /** The texts of a signal. */
    public record AdoptedSignal(
            long position,
            String id,
            @Nullable String runId,
            String service,
            String kind,
            String name,
            Map<String, String> labels) {}

    /** The next runs after a position. */
    public Future<List<AdoptedRun>> runs(Session session, TenantId tenant, long after, int most) {
        return session.query(
                RUNS,
                row -> new AdoptedRun(
                        row.bigint(0),
                        row.text(1),
                        row.text(2),
                        row.textOrNull(3),
                        row.textOrNull(4),
                        JsonMaps.numbers(row.text(5)),
                        JsonMaps.texts(row.text(6))),
                tenant.value(),
                after,
                most);
    }

    /** The next signals after a position. */
    public Future<List<AdoptedSignal>> signals(Session session, TenantId tenant, long after, int most) {
        return session.query(
                SIGNALS,
                row -> new AdoptedSignal(
                        row.bigint(0),
                        row.text(1),
                        row.textOrNull(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        JsonMaps.texts(row.text(6))),
                tenant.value(),
                after,
                most);
    }

    /** Gives runs these texts; how many. An id that another has by now gets the position behind it. */
    public Future<Integer> rewriteRuns(Session session, TenantId tenant, List<AdoptedRun> runs) {
        List<@Nullable Object[]> rows = new ArrayList<>(runs.size());
        for (AdoptedRun run : runs) {
            rows.add(new @Nullable Object[] {
                run.runId(),
                run.runId() + "-" + run.position(),
                run.workflow(),
                run.owner(),
                run.errorText(),
                JsonMaps.ofNumbers(run.metrics()),
                JsonMaps.ofTexts(run.labels()),
                tenant.value(),
                run.position()
            });
        }
        return session.updateEach(REWRITE_RUN, rows);
    }

    /** Gives signals these texts; how many. An id that another has by now gets the position behind it. */
    public Future<Integer> rewriteSignals(Session session, TenantId tenant, List<AdoptedSignal> signals) {
        List<@Nullable Object[]> rows = new ArrayList<>(signals.size());
        for (AdoptedSignal signal : signals) {
            rows.add(new @Nullable Object[] {
                signal.id(),
                signal.id() + "-" + signal.position(),
                signal.runId(),
                signal.service(),
                signal.kind(),
                signal.name(),
                JsonMaps.ofTexts(signal.labels()),
                tenant.value(),
                signal.position()
            });
        }
        return session.updateEach(REWRITE_SIGNAL, rows);
    }
}
