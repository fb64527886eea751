package io.neuralops.sql.postgres;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits groups of works, and only then answers. A group whose transaction fails is divided, first by tenant and then by
 * halves, until whoever is at fault is alone with it.
 */
final class PgWriter {
    /** How long to ask after a transaction whose COMMIT was not answered; an attempt may take a while by itself. */
    private static final Duration ENQUIRY = Duration.ofSeconds(5);

    private static final int ENQUIRY_PAUSE_MS = 250;

    private final Vertx vertx;
    private final PgColumns columns;
    private final Consumer<TenantId> doubted;

    /** Makes one that tells of tenants a transaction of which may or may not have been committed. */
    PgWriter(Vertx vertx, PgColumns columns, Consumer<TenantId> doubted) {
        this.doubted = doubted;
        this.vertx = vertx;
        this.columns = columns;
    }

    Future<Void> commit(PgLink link, List<PgPending<?>> works) {
        return link.connection()
                .compose(connection -> {
                    PgTransaction transaction = PgTransaction.writing(link, connection, columns);
                    return PgGroup.run(transaction, link.context(), works)
                            .compose(quiet -> end(link, transaction, works));
                })
                .recover(unreachable -> refuse(works, unreachable));
    }

    private Future<Void> end(PgLink link, PgTransaction transaction, List<PgPending<?>> works) {
        Throwable failure = transaction.failure();
        if (failure != null) {
            return undo(link, transaction, works, failure);
        }
        return transaction.commit().transform((done, cause) -> {
            if (cause == null) {
                works.forEach(PgPending::acknowledge);
                return Future.succeededFuture();
            }
            return link.drop().compose(dropped -> settle(link, transaction.receipt(), works, cause));
        });
    }

    private Future<Void> undo(PgLink link, PgTransaction transaction, List<PgPending<?>> works, Throwable failure) {
        return transaction.rollback().transform((done, cause) -> {
            if (cause != null) {
                return link.drop().compose(dropped -> refuse(works, PgFailures.unavailable("the database went away")));
            }
            if (works.size() > 1) {
                return inParts(link, parts(works));
            }
            works.getFirst().refuse(failure);
            return Future.succeededFuture();
        });
    }

    private Future<Void> inParts(PgLink link, List<List<PgPending<?>>> parts) {
        Future<Void> done = Future.succeededFuture();
        for (List<PgPending<?>> part : parts) {
            done = done.compose(before -> commit(link, part));
        }
        return done;
    }

    private static List<List<PgPending<?>>> parts(List<PgPending<?>> works) {
        Map<Object, List<PgPending<?>>> byTenant = new LinkedHashMap<>();
        works.forEach(work ->
                byTenant.computeIfAbsent(work.tenant(), t -> new ArrayList<>()).add(work));
        if (byTenant.size() > 1) {
            return List.copyOf(byTenant.values());
        }
        int half = works.size() / 2;
        return List.of(works.subList(0, half), works.subList(half, works.size()));
    }

    /** The COMMIT was sent and not answered: the database knows what became of it. */
    private Future<Void> settle(PgLink link, @Nullable PgReceipt receipt, List<PgPending<?>> works, Throwable cause) {
        if (receipt == null) {
            return refuse(works, cause); // no work had a statement: nothing was done
        }
        return enquire(link, receipt, System.nanoTime()).compose(fate -> {
            switch (fate) {
                case COMMITTED -> works.forEach(PgPending::acknowledge);
                case ABORTED -> refuse(works, cause);
                case UNDECIDED, UNKNOWN -> {
                    works.stream().map(PgPending::tenant).distinct().forEach(doubted);
                    refuse(works, PgFailures.unavailable("the database went away, and may or may not have stored it"));
                }
            }
            return Future.succeededFuture();
        });
    }

    private Future<PgReceipt.Fate> enquire(PgLink link, PgReceipt receipt, long since) {
        return link.connection()
                .compose(receipt::fate)
                .otherwise(e -> e instanceof PgException && !(PgFailures.toException(e) instanceof FailureException)
                        ? PgReceipt.Fate.UNKNOWN
                        : PgReceipt.Fate.UNDECIDED)
                .compose(fate -> {
                    if (fate != PgReceipt.Fate.UNDECIDED || System.nanoTime() - since >= ENQUIRY.toNanos()) {
                        return Future.succeededFuture(fate);
                    }
                    Promise<Void> later = Promise.promise();
                    vertx.setTimer(ENQUIRY_PAUSE_MS, ignored -> later.complete());
                    return later.future().compose(now -> enquire(link, receipt, since));
                });
    }

    private static Future<Void> refuse(List<PgPending<?>> works, Throwable cause) {
        works.forEach(work -> work.fail(cause));
        return Future.succeededFuture();
    }
}
