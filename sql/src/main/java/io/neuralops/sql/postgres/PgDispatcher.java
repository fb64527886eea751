package io.neuralops.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings works that wait to links that are idle. While all are busy more works queue, so that groups grow with the load
 * and the cost of a commit is shared by more.
 */
final class PgDispatcher {
    private final PgLanes lanes;
    private final int groupSize;
    private final BiFunction<PgLink, List<PgPending<?>>, Future<Void>> serve;
    private final List<PgLink> links;
    private final Deque<PgLink> idle;
    private final Promise<Void> drained = Promise.promise();

    /**
     * Makes a dispatcher whose links are all idle.
     *
     * @param serve does works on a link, answers them, and never fails
     */
    PgDispatcher(
            PgLanes lanes,
            int groupSize,
            List<PgLink> links,
            BiFunction<PgLink, List<PgPending<?>>, Future<Void>> serve) {
        this.lanes = lanes;
        this.groupSize = groupSize;
        this.links = links;
        this.idle = new ArrayDeque<>(links);
        this.serve = serve;
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
                                links.stream().map(PgDispatcher::closed).toList())
                        .mapEmpty());
    }

    private void wake() {
        PgLink link = idleLink();
        if (link != null) {
            link.context().runOnContext(ignored -> next(link));
        }
    }

    private synchronized @Nullable PgLink idleLink() {
        return lanes.ready() ? idle.poll() : null;
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
            idle.push(link);
        }
        wake(); // what came while this link was still busy
        finish();
    }

    private synchronized void finish() {
        if (lanes.finished() && idle.size() == links.size()) {
            drained.tryComplete();
        }
    }

    private static Future<Void> closed(PgLink link) {
        Promise<Void> done = Promise.promise();
        link.context().runOnContext(ignored -> link.drop().onComplete(done));
        return done.future();
    }
}
