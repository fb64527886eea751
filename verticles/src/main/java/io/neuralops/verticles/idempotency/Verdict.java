package io.neuralops.verticles.idempotency;

import io.neuralops.sql.store.StoredAnswer;

/** What the store has to say about a named request. */
sealed interface Verdict {
    /** Nobody did it yet; the attempt may begin. */
    record Granted() implements Verdict {}

    /** It was answered. */
    record Answered(StoredAnswer answer) implements Verdict {}

    /** It is being worked on. */
    record InFlight() implements Verdict {}

    /** Another request has the same key. */
    record OtherRequest() implements Verdict {}
}
