package io.neuralops.verticles.erasure;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.privacy.Traces;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ErasureStore.Part;
import io.neuralops.sql.store.ErasureStore.Rewriting;
import io.neuralops.sql.store.HistogramErasureStore;
import io.neuralops.verticles.idempotency.KeptAnswers;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.prediction.ModelMemories;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Forgets persons: finds what their pseudonyms mark, under every key of the tenant, and puts {@value Traces#FORGOTTEN} there.
 * The rows stay, so what was learned from them, and what is predicted, stays too.
 */
public final class ErasureService {
    private static final int ANSWERS = 100;
    /** What was under way during the first pass may have left something behind it. */
    private static final int PASSES = 3;

    private static final Set<String> COUNTED = Set.of(
            Part.INSIGHT_SIGNALS.table(), Part.INCIDENTS.table(), Part.ROLLUPS.table(), HistogramErasureStore.TABLE);

    private final Database database;
    private final Redactors redactors;
    private final Rows rows;
    private final ModelMemories models;
    private final KeptAnswers answers;
    private final Consumer<TenantId> memory;
    private final Numbers numbers;
    private final Predicate<TenantId> learning;
    private final Supplier<String> ids;
    private final Blocking blocking;
    private final Events events;
    private final Set<TenantId> underWay = ConcurrentHashMap.newKeySet();
    /** A dry run reads all rows too. */
    private final Set<TenantId> looking = ConcurrentHashMap.newKeySet();

    /**
     * Wires the service.
     *
     * @param numbers of the tenants' reports
     * @param memory forgets what this process remembers of a tenant's rows
     * @param learning whether a training or an export is under way, which has rows in memory as they were
     * @param ids gives another text each time, to stand in ids for whoever is forgotten
     */
    public ErasureService(
            Database database,
            Redactors redactors,
            Rows rows,
            ModelMemories models,
            KeptAnswers answers,
            Numbers numbers,
            Consumer<TenantId> memory,
            Predicate<TenantId> learning,
            Blocking blocking,
            Events events,
            Supplier<String> ids) {
        this.database = database;
        this.redactors = redactors;
        this.rows = rows;
        this.models = models;
        this.answers = answers;
        this.numbers = numbers;
        this.memory = memory;
        this.learning = learning;
        this.blocking = blocking;
        this.events = events;
        this.ids = ids;
    }

    /** The numbers of reports, which are made of rows. */
    public interface Numbers {
        /** Adds what waits to be added: it holds what rows held. */
        Future<?> settle(TenantId tenant);

        /** Makes them fit the rows again, whose names are others now. */
        Future<?> repair(TenantId tenant);
    }

    /** Takes a person out of all that is kept of the principal's tenant, or tells what would change. */
    public Future<Erasure> forget(Principal principal, ForgetPerson command) {
        // Read anew: under a key that this process doesn't know yet there may be traces too.
        Supplier<Future<Traces>> traces = () -> numbers.settle(principal.tenant())
                .compose(done -> redactors.fresh(principal.tenant()))
                .map(redactor -> redactor.traces(command.person()));
        return command.forReal()
                ? alone(principal.tenant(), () -> traces.get().compose(found -> erase(principal, found)))
                : once(
                        looking,
                        principal.tenant(),
                        () -> traces.get()
                                .compose(found -> pass(principal, found, false))
                                .map(tables -> Erasure.of(true, tables)),
                        "somebody is being looked for already; try again in a moment");
    }

    private Future<Erasure> erase(Principal principal, Traces traces) {
        return passes(principal, traces, List.of(), PASSES)
                .compose(tables -> tables.stream().anyMatch(ErasureService::isCounted)
                        ? numbers.repair(principal.tenant()).map(tables)
                        : Future.succeededFuture(tables))
                // Also where nothing was found: another time it may have ended before this.
                .compose(tables -> database.scrub(principal.tenant()).map(done -> Erasure.of(false, tables)))
                .onSuccess(done -> events.publish(new Event.PersonForgotten(principal.tenant(), done.changed())));
    }

    /** Whether reports are made by what changed: of a run they tell no owner, say. */
    private static boolean isCounted(TableErasure table) {
        return table.changed() > 0 && COUNTED.contains(table.name());
    }

    private Future<List<TableErasure>> passes(Principal principal, Traces traces, List<TableErasure> before, int left) {
        return pass(principal, traces, true).compose(tables -> {
            List<TableErasure> all = before.isEmpty() ? tables : sums(before, tables);
            boolean clean = tables.stream().allMatch(table -> table.found() == 0);
            return clean || left == 1 ? Future.succeededFuture(all) : passes(principal, traces, all, left - 1);
        });
    }

    private static List<TableErasure> sums(List<TableErasure> some, List<TableErasure> more) {
        List<TableErasure> sums = new ArrayList<>(some.size());
        for (int i = 0; i < some.size(); i++) {
            TableErasure one = some.get(i);
            TableErasure other = more.get(i);
            sums.add(new TableErasure(one.name(), one.found() + other.found(), one.changed() + other.changed()));
        }
        return sums;
    }

    /**
     * First what predictions are made from, then the memory of it, then what predictions left. Each pass has stand-ins of its own:
     * what was reported again meanwhile is another thing than what it was before.
     */
    private Future<List<TableErasure>> pass(Principal principal, Traces traces, boolean forReal) {
        Set<String> marks = traces.marks();
        Rewriting rewriting = new Rewriting(traces::without, traces.inIds(ids));
        Function<Part, Supplier<Future<TableErasure>>> table =
                part -> () -> rows.erase(principal, part, marks, rewriting, forReal);
        return inTurn(List.of(
                table.apply(Part.WORKFLOW_RUNS),
                table.apply(Part.INSIGHT_SIGNALS),
                table.apply(Part.INCIDENTS),
                table.apply(Part.PERF_METRICS),
                table.apply(Part.ROLLUPS),
                () -> rows.eraseHistograms(principal, marks, rewriting, forReal),
                table.apply(Part.DRIFT_FINDINGS),
                table.apply(Part.JOBS),
                () -> models(principal, traces, forReal),
                table.apply(Part.PREDICTIONS),
                table.apply(Part.FEEDBACK),
                () -> answers(principal, traces, forReal)));
    }

    private Future<TableErasure> models(Principal principal, Traces traces, boolean forReal) {
        return models.rewrite(principal, traces::without, forReal)
                .map(found -> new TableErasure("model_versions", found, forReal ? found : 0))
                .onComplete(done -> {
                    if (forReal) {
                        memory.accept(principal.tenant());
                    }
                });
    }

    private Future<TableErasure> answers(Principal principal, Traces traces, boolean forReal) {
        return Walk.through(
                "idempotency_keys",
                blocking,
                after -> answers.rewrite(principal, after, ANSWERS, traces::without, forReal)
                        .map(portion -> new Walk.Stretch(portion.end(), portion.found(), portion.changed())));
    }

    private static Future<List<TableErasure>> inTurn(List<Supplier<Future<TableErasure>>> tables) {
        List<TableErasure> erased = new ArrayList<>();
        Future<?> done = Future.succeededFuture();
        for (Supplier<Future<TableErasure>> table : tables) {
            done = done.compose(before -> table.get().map(erased::add));
        }
        return done.map(all -> List.copyOf(erased));
    }

    /** One erasure of a tenant at a time in this process, and none beside a training or an export. */
    private <T> Future<T> alone(TenantId tenant, Supplier<Future<T>> erasing) {
        if (learning.test(tenant)) {
            return conflict("a training or an export is under way, which has what is to be forgotten in memory;"
                    + " try again when it ended");
        }
        return once(underWay, tenant, erasing, "somebody is being forgotten already; try again in a moment");
    }

    private static <T> Future<T> once(Set<TenantId> busy, TenantId tenant, Supplier<Future<T>> work, String refusal) {
        if (!busy.add(tenant)) {
            return conflict(refusal);
        }
        return Future.succeededFuture().compose(begun -> work.get()).onComplete(done -> busy.remove(tenant));
    }

    private static <T> Future<T> conflict(String detail) {
        return Future.failedFuture(new Failure.Conflict(detail).asException());
    }
}
