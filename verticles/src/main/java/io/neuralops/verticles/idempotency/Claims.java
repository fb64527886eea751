package io.neuralops.verticles.idempotency;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.KeyClaim;
import io.neuralops.sql.store.StoredAnswer;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides who may do what a key names, so that at any time it is one at most, and keeps what came of it.
 *
 * <p>A claim without an answer whose process is gone is taken over, and what it stands for is done again: nobody knows
 * how far it came. So what a key names is done once unless the process dies, or the store fails, between the work's own
 * commit and that of its answer; then it is done at least once.
 */
final class Claims {
    /** How long a key is kept after it was claimed. */
    static final Duration KEPT = Duration.ofHours(24);
    /** How long another process that may still live has for its work. */
    static final Duration LEASE = Duration.ofMinutes(2);
    /** Each new key takes away more old ones than it adds, so there never is much to delete at once. */
    private static final int SWEPT_AT_A_CLAIM = 4;

    private final Database database;
    private final IdempotencyStore store;
    private final Clock clock;
    private final Owner owner;
    private final UnderWay underWay = new UnderWay();

    Claims(Database database, IdempotencyStore store, Clock clock, Owner owner) {
        this.database = database;
        this.store = store;
        this.clock = clock;
        this.owner = owner;
    }

    Attempt attempt(KeyedRequest request) {
        return new Attempt(
                request,
                new KeyClaim(
                        request.key(), request.operation(), request.fingerprint(), owner.process(), clock.instant()));
    }

    /** Claims the key for an attempt, or says why not. */
    Future<Verdict> claim(Attempt attempt) {
        return database.tx(attempt.request().principal(), session -> judge(session, attempt))
                .onComplete(verdict -> {
                    // What was granted may have been undone, with the transaction or before another try of it.
                    if (!(verdict.result() instanceof Verdict.Granted)) {
                        underWay.end(attempt);
                    }
                });
    }

    /** Keeps the answer; false if somebody took the claim over meanwhile. */
    Future<Boolean> complete(Attempt attempt, StoredAnswer answer) {
        return database.tx(
                attempt.request().principal(),
                session -> store.complete(session, attempt.tenant(), attempt.claim(), answer, clock.instant()));
    }

    /** Gives the key back. */
    Future<Boolean> release(Attempt attempt) {
        return database.tx(
                attempt.request().principal(), session -> store.release(session, attempt.tenant(), attempt.claim()));
    }

    /** Ends an attempt that was granted; if the store could note neither answer nor release, it may be taken over. */
    void end(Attempt attempt) {
        underWay.end(attempt);
    }

    private Future<Verdict> judge(Session session, Attempt attempt) {
        TenantId tenant = attempt.tenant();
        return store.claim(session, tenant, attempt.claim())
                .compose(claimed -> claimed
                        ? store.deleteOldest(session, tenant, expiredAt(attempt), SWEPT_AT_A_CLAIM)
                                .map(swept -> granted(attempt))
                        : store.find(session, tenant, attempt.claim().key())
                                .compose(found -> found.map(stored -> judge(session, attempt, stored))
                                        // Released between the two statements: the caller may ask again at once.
                                        .orElseGet(() -> Future.succeededFuture(new Verdict.InFlight()))));
    }

    private Future<Verdict> judge(Session session, Attempt attempt, IdempotencyStore.Stored stored) {
        KeyClaim before = stored.claim();
        boolean here = underWay.another(attempt);
        if (!here && !before.claimedAt().isAfter(expiredAt(attempt))) {
            return takeOver(session, attempt, before);
        }
        if (!before.fingerprint().equals(attempt.claim().fingerprint())) {
            return Future.succeededFuture(new Verdict.OtherRequest());
        }
        if (stored.answer() != null) {
            return Future.succeededFuture(new Verdict.Answered(stored.answer()));
        }
        return here || !owner.abandoned(before, attempt.claim().claimedAt())
                ? Future.succeededFuture(new Verdict.InFlight())
                : takeOver(session, attempt, before);
    }

    private Future<Verdict> takeOver(Session session, Attempt attempt, KeyClaim before) {
        return store.takeOver(session, attempt.tenant(), before, attempt.claim())
                .map(taken -> taken ? granted(attempt) : new Verdict.InFlight());
    }

    /** Noted within the transaction: the next one of the same group must see it, before either is committed. */
    private Verdict granted(Attempt attempt) {
        underWay.begin(attempt);
        return new Verdict.Granted();
    }

    private static Instant expiredAt(Attempt attempt) {
        return attempt.claim().claimedAt().minus(KEPT);
    }
}
