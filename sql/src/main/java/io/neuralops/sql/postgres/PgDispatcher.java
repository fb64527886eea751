package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings works that wait to links that are idle, of which no more are put to work than it takes for none to wait long.
 * Meanwhile more works queue, so that groups grow with the load and the cost of a commit is shared by more.
 */
final class PgDispatcher {
    /** How long works wait for the links that are at work before another one helps; milliseconds. */
    private static final int PATIENCE_MS = 3;

    private final PgLanes lanes;
    private final int groupSize;
    private final BiFunction<PgLink, List<PgPending<?>>, Future<Void>> serve;
    private final PgCrew crew;
    private final int patienceMs;
    private final Promise<Void> drained = Promise.promise();
    private boolean watching;

    PgDispatcher(
            PgLanes lanes, int groupSize, PgCrew crew, BiFunction<PgLink, List<PgPending<?>>, Future<Void>> serve) {
        this(lanes, groupSize, crew, serve, PATIENCE_MS);
    }

    /**
     * Makes a dispatcher.
     *
     * @param serve does works on a link, answers them, and never fails
     */
    PgDispatcher(
            PgLanes lanes,
            int groupSize,
            PgCrew crew,
            BiFunction<PgLink, List<PgPending<?>>, Future<Void>> serve,
            int patienceMs) {
        this.lanes = lanes;
        this.groupSize = groupSize;
        this.crew = crew;
        this.serve = serve;
        this.patienceMs = patienceMs;
    }

    /** Takes a work in; its own future tells if there is no room for it. */
    void submit(PgPending<?> work) {
        try {
            lanes.offer(work);
        } catch (RuntimeException e) {
            work.fail(e);
            return;
        }
        wake();
    }

    /** Takes no more, does what was taken, then closes the links. */
    Future<Void> close() {
        lanes.close();
        finish();
        return drained.future()
                .compose(done -> Future.join(
                                crew.links().stream().map(PgDispatcher::closed).toList())
                        .mapEmpty());
    }

    private void wake() {
        start(idleLink());
    }

    private void start(@Nullable PgLink link) {
        if (link != null) {
            link.context().runOnContext(ignored -> next(link));
        }
    }

    private synchronized @Nullable PgLink idleLink() {
        if (!lanes.ready()) {
            return null;
        }
        PgLink link = crew.next();
        if (link == null && !watching && crew.hasHelp()) {
            watching = true;
            lookLater(lanes.offered());
        }
        return link;
    }

    /** On a context of our own: who submits may be gone by then, and its timers with it. */
    private void lookLater(long waiting) {
        Context context = crew.links().getFirst().context();
        context.runOnContext(now -> context.owner().setTimer(patienceMs, later -> look(waiting)));
    }

    /** Calls for help if of the works that there were then some still wait: somebody's takes long, or there are many. */
    private void look(long waiting) {
        PgLink helper;
        synchronized (this) {
            watching = false;
            helper = lanes.ready() && lanes.served() < waiting ? crew.help() : null;
        }
        start(helper);
        wake();
    }

    private void next(PgLink link) {
        List<PgPending<?>> works = lanes.take(groupSize);
        if (works.isEmpty()) {
            rest(link);
            return;
        }
        wake(); // there may be more than one group
        serve.apply(link, works).onComplete(done -> {
            lanes.giveBack(works);
            link.context().runOnContext(ignored -> next(link));
        });
    }

    private void rest(PgLink link) {
        synchronized (this) {
            crew.rest(link);
        }
        wake(); // what came while this link was still busy
        finish();
    }

    private synchronized void finish() {
        if (lanes.finished() && crew.rests()) {
            drained.tryComplete();
        }
    }

    private static Future<Void> closed(PgLink link) {
        Promise<Void> done = Promise.promise();
        link.context().runOnContext(ignored -> link.drop().onComplete(done));
        return done.future();
    }
}
