package io.neuralops.verticles.idempotency;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.StoredAnswer;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a caller named once, however often it asks within 24 hours, and gives the same answer each time. The answer
 * is durable before it is given. Only successes are kept: a request that failed has done nothing, so its key is free again.
 *
 * <p>A process that dies between the work and the keeping of its answer leaves a claim behind; who asks again then has
 * the work done again (at least once, not exactly once).
 */
public final class IdempotencyService {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyService.class);
    /** The field that is at fault, as callers know it. */
    public static final String KEY = "Idempotency-Key";

    private static final Duration IN_FLIGHT_RETRY = Duration.ofSeconds(1);
    private static final Duration NOT_KEPT_RETRY = Duration.ofSeconds(2);

    private final Claims claims;
    private final Packing packing;
    private final Events events;

    public IdempotencyService(
            Database database, IdempotencyStore store, Blocking blocking, Events events, Clock clock, Owner owner) {
        this.claims = new Claims(database, store, clock, owner);
        this.packing = new Packing(blocking);
        this.events = events;
    }

    /**
     * Does the work unless it was done before. Fails as the work does, or with {@link Failure.Invalid} if another request
     * has the key, {@link Failure.InFlight} while the same one is being worked on, {@link Failure.Unavailable} if the
     * claim or the answer can't be stored.
     */
    public Future<Outcome> once(KeyedRequest request, Supplier<Future<GivenAnswer>> work) {
        Attempt attempt = claims.attempt(request);
        return claims.claim(attempt).compose(verdict -> switch (verdict) {
            case Verdict.Granted granted -> perform(attempt, work);
            case Verdict.Answered answered -> replay(attempt.tenant(), answered.answer());
            case Verdict.InFlight inFlight -> inFlight(attempt.tenant());
            case Verdict.OtherRequest other -> otherRequest(attempt.tenant());
        });
    }

    private Future<Outcome> perform(Attempt attempt, Supplier<Future<GivenAnswer>> work) {
        return begin(work)
                .transform(done -> done.succeeded()
                        ? keep(attempt, done.result())
                        : claims.release(attempt).<Outcome>transform(released -> Future.failedFuture(done.cause())))
                .onComplete(ended -> claims.end(attempt));
    }

    private Future<Outcome> keep(Attempt attempt, GivenAnswer answer) {
        return packing.pack(answer)
                .compose(packed -> claims.complete(attempt, packed))
                .recover(cause -> notKept(attempt, cause))
                .compose(
                        kept -> kept ? Future.succeededFuture(new Outcome(answer, false)) : inFlight(attempt.tenant()));
    }

    /** The caller must not take for done once what a repetition would do again. */
    private static Future<Boolean> notKept(Attempt attempt, Throwable cause) {
        LOG.warn("the answer to a keyed {} of {} was not kept", attempt.claim().operation(), attempt.tenant(), cause);
        return Future.failedFuture(new Failure.Unavailable(
                        "the request was carried out, but its answer could not be kept; a repetition may carry it out"
                                + " again",
                        NOT_KEPT_RETRY)
                .asException());
    }

    private Future<Outcome> replay(TenantId tenant, StoredAnswer stored) {
        return packing.unpack(stored).map(answer -> {
            events.publish(new Event.AnswerReplayed(tenant));
            return new Outcome(answer, true);
        });
    }

    private <T> Future<T> inFlight(TenantId tenant) {
        events.publish(new Event.KeyRefused(tenant, "in_flight"));
        return Future.failedFuture(new Failure.InFlight(
                        "the request with this " + KEY + " is being worked on; ask again for its answer",
                        IN_FLIGHT_RETRY)
                .asException());
    }

    private <T> Future<T> otherRequest(TenantId tenant) {
        events.publish(new Event.KeyRefused(tenant, "other_request"));
        return Future.failedFuture(
                new Failure.Invalid(KEY, "was used for another request; take a new one for each").asException());
    }

    /** Work that throws before it is under way has failed like any other. */
    private static Future<GivenAnswer> begin(Supplier<Future<GivenAnswer>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
