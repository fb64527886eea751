package io.neuralops.verticles.erasure;

import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.AdoptionStore;
import io.neuralops.sql.store.AdoptionStore.AdoptedRun;
import io.neuralops.sql.store.AdoptionStore.AdoptedSignal;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Takes personal data out of rows that were taken over from tables of before, as the intake does with what is reported. What is
 * done already stays as it is, so it may be done again from the beginning after it was interrupted.
 */
public final class AdoptedRows {
    private static final int STRETCH = 500;

    private final Database database;
    private final AdoptionStore store;
    private final Redactors redactors;
    private final Blocking blocking;

    public AdoptedRows(Database database, AdoptionStore store, Redactors redactors, Blocking blocking) {
        this.database = database;
        this.store = store;
        this.redactors = redactors;
        this.blocking = blocking;
    }

    /** Goes through all runs and signals of a tenant; how many rows it rewrote. */
    public Future<Long> redact(TenantId tenant) {
        Principal principal = Principal.service(tenant);
        return redactors
                .fresh(tenant)
                .compose(redactor -> Walk.through("workflow_runs", blocking, after -> runs(principal, redactor, after))
                        .compose(runs -> Walk.through(
                                        "insight_signals", blocking, after -> signals(principal, redactor, after))
                                .map(signals -> runs.changed() + signals.changed())));
    }

    private Future<Walk.Stretch> runs(Principal principal, Redactor redactor, long after) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> store.runs(session, tenant, after, STRETCH))
                .compose(rows -> rewritten(
                        principal,
                        rows,
                        AdoptedRun::position,
                        row -> redacted(row, redactor),
                        (session, changed) -> store.rewriteRuns(session, tenant, changed)));
    }

    private Future<Walk.Stretch> signals(Principal principal, Redactor redactor, long after) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> store.signals(session, tenant, after, STRETCH))
                .compose(rows -> rewritten(
                        principal,
                        rows,
                        AdoptedSignal::position,
                        row -> redacted(row, redactor),
                        (session, changed) -> store.rewriteSignals(session, tenant, changed)));
    }

    @FunctionalInterface
    private interface Rewriting<R> {
        Future<Integer> of(Session session, List<R> rows);
    }

    private <R> Future<Walk.Stretch> rewritten(
            Principal principal,
            List<R> rows,
            ToLongFunction<R> position,
            UnaryOperator<R> redaction,
            Rewriting<R> rewriting) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(Walk.Stretch.NONE);
        }
        long end = position.applyAsLong(rows.getLast());
        return blocking.run(() -> changed(rows, redaction))
                .compose(changed -> changed.isEmpty()
                        ? Future.succeededFuture(0)
                        : database.tx(principal, session -> rewriting.of(session, changed)))
                .map(changed -> new Walk.Stretch(end, changed, changed));
    }

    private static <R> List<R> changed(List<R> rows, UnaryOperator<R> redaction) {
        List<R> changed = new ArrayList<>();
        for (R row : rows) {
            R redacted = redaction.apply(row);
            if (!redacted.equals(row)) {
                changed.add(redacted);
            }
        }
        return changed;
    }

    private static AdoptedRun redacted(AdoptedRun run, Redactor redactor) {
        return new AdoptedRun(
                run.position(),
                redactor.key(run.runId()),
                redactor.key(run.workflow()),
                redactor.person(run.owner()),
                redactor.text(run.errorText()),
                redactor.metrics(run.metrics()),
                redactor.labels(run.labels()));
    }

    private static AdoptedSignal redacted(AdoptedSignal signal, Redactor redactor) {
        return new AdoptedSignal(
                signal.position(),
                redactor.key(signal.id()),
                signal.runId() == null ? null : redactor.key(signal.runId()),
                redactor.identifier(signal.service()),
                redactor.identifier(signal.kind()),
                redactor.identifier(signal.name()),
                redactor.labels(signal.labels()));
    }
}
