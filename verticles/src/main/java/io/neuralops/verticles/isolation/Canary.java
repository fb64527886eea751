package io.neuralops.verticles.isolation;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.CanaryStore;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches that tenants are kept apart: that a canary sees its own rows and none of the other's, and that the database's
 * guards are up. It looks when asked, but not more often than every two seconds.
 */
public final class Canary {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final List<TenantId> BOTH = List.of(Canaries.A, Canaries.B);
    private static final String ONE_AT_A_TIME = "look";

    private final Database database;
    private final LongSupplier nanoTime;
    private final CanaryStore store = new CanaryStore();
    private final SingleFlight<String, Void> looking = new SingleFlight<>();
    private volatile @Nullable Seen seen;
    private volatile boolean planted;

    private record Seen(Future<Void> verdict, long at) {}

    public Canary(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    /** Succeeds if tenants are kept apart; else {@link Failure.Unavailable} names what is wrong. */
    public Future<Void> check() {
        Seen last = seen;
        if (last != null && now() - last.at() < LOOK_AGAIN.toNanos()) {
            return last.verdict();
        }
        return looking.run(
                ONE_AT_A_TIME,
                () -> look().onComplete(done -> seen = new Seen(
                        done.succeeded() ? Future.succeededFuture() : Future.failedFuture(done.cause()), now())));
    }

    /**
     * Makes both canaries with their rows, as far as they are not there. Fails only if the store can't be asked now; what
     * could not be made is missed by whoever looks for it.
     */
    Future<Void> plant() {
        // One after the other, so that cursors of B lead past rows of A: else A would have nothing to see there.
        return plant(Canaries.A)
                .compose(done -> plant(Canaries.B))
                .onSuccess(done -> planted = true)
                .recover(cause -> {
                    if (cause instanceof FailureException e && e.failure() instanceof Failure.Unavailable) {
                        return Future.failedFuture(cause);
                    }
                    LOG.error("the rows of the canaries can't be made", cause);
                    return Future.succeededFuture();
                });
    }

    private long now() {
        return nanoTime.getAsLong();
    }

    private Future<Void> look() {
        return (planted ? Future.<Void>succeededFuture() : plant())
                .compose(there -> wrong())
                .compose(wrong -> wrong.missing() ? plant().compose(done -> wrong()) : kept(wrong))
                .compose(
                        wrong -> wrong.words().isEmpty() ? Future.succeededFuture() : Future.failedFuture(told(wrong)));
    }

    /**
     * What is wrong.
     *
     * @param missing whether a canary's own rows are not seen, which may be because they are not there
     */
    private record Wrong(boolean missing, List<String> words) {}

    private static Future<Wrong> kept(Wrong wrong) {
        return Future.succeededFuture(wrong);
    }

    private Future<Wrong> wrong() {
        Future<List<String>> gaps = database.isolation().gaps();
        List<Future<CanaryStore.Sight>> sights = BOTH.stream()
                .map(canary -> database.read(Principal.service(canary), session -> store.look(session, canary)))
                .toList();
        return Future.all(Stream.concat(Stream.of(gaps), sights.stream()).toList())
                .map(all -> {
                    List<String> words = new ArrayList<>(gaps.result());
                    boolean missing = false;
                    for (int i = 0; i < sights.size(); i++) {
                        CanaryStore.Sight sight = sights.get(i).result();
                        missing |= !sight.missing().isEmpty();
                        tell(words, BOTH.get(i) + " sees rows of another tenant in ", sight.others());
                        tell(words, BOTH.get(i) + " doesn't see its own rows in ", sight.missing());
                    }
                    return new Wrong(missing, words);
                });
    }

    private static void tell(List<String> words, String what, Set<String> tables) {
        if (!tables.isEmpty()) {
            words.add(what + String.join(", ", tables));
        }
    }

    private static RuntimeException told(Wrong wrong) {
        String words = String.join("; ", wrong.words());
        return new Failure.Unavailable("tenants are not kept apart: " + words, LOOK_AGAIN).asException();
    }

    private Future<Void> plant(TenantId canary) {
        return database.create(canary)
                .compose(done -> database.tx(Principal.service(canary), session -> store.plant(session, canary)));
    }
}
