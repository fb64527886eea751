package io.neuralops.models.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong for a caller, as values. The edge maps each kind to one HTTP status and one stable code
 * (RFC 9457), in one place; nothing else knows about statuses.
 */
public sealed interface Failure {

    /** One sentence for the person who has to mend it. */
    String detail();

    /** The input field at fault, in the caller's spelling ({@code metrics.queue_depth}), or null. */
    default @Nullable String field() {
        return null;
    }

    /** The input can't be read at all: broken JSON, a wrong type, an unknown or repeated field. */
    record Malformed(@Nullable String field, String detail) implements Failure {}

    /** The input can be read but a value is not allowed. */
    record Invalid(String field, String detail) implements Failure {}

    /** No valid credential. */
    record Unauthenticated(String detail) implements Failure {}

    /** A valid credential whose role is too low, or a request that a browser or proxy should not send. */
    record Forbidden(String detail) implements Failure {}

    /** No such thing, or not the caller's. */
    record NotFound(String detail) implements Failure {}

    /** The path exists, the method doesn't; {@code allow} lists those that do. */
    record MethodNotAllowed(String allow, String detail) implements Failure {}

    /** The state of the thing forbids the change. */
    record Conflict(String detail) implements Failure {}

    /** The very same request is being worked on; its answer can be had after the given time. */
    record InFlight(String detail, Duration retryAfter) implements Failure {}

    /** The input is larger than the documented bound. */
    record TooLarge(String detail) implements Failure {}

    /** The request line is longer than the documented bound. */
    record UriTooLong(String detail) implements Failure {}

    /** The request's headers are larger than the documented bound. */
    record HeadersTooLarge(String detail) implements Failure {}

    /** The answer can be had in none of the forms that the caller takes. */
    record NotAcceptable(String detail) implements Failure {}

    /** The request came more slowly than is waited for. */
    record RequestTimeout(String detail) implements Failure {}

    /** The media type of the body isn't one that the operation reads. */
    record UnsupportedMedia(String detail) implements Failure {}

    /** The body is compressed in a way that isn't read. */
    record UnsupportedEncoding(String detail) implements Failure {}

    /** The caller sends more than its share; it may try again after the given time. */
    record RateLimited(String detail, Duration retryAfter) implements Failure {}

    /** More is under way than can be answered in time; it may be tried again after the given time. */
    record Overloaded(String detail, Duration retryAfter) implements Failure {}

    /** A part that the operation needs is down or full; it heals by itself. */
    record Unavailable(String detail, Duration retryAfter) implements Failure {}

    /** A defect of ours. The detail says nothing about the inside. */
    record Internal(String detail) implements Failure {}

    /** This failure as an exception, for code that can't return a value. */
    default FailureException asException() {
        return new FailureException(this);
    }
}
