package io.neuralops.gateway.http;

import static io.neuralops.verticles.operation.JsonBytes.ascii;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.verticles.operation.JsonBytes;
import io.neuralops.verticles.operation.WrittenByHand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure as callers see it (RFC 9457). The only place that knows which failure is which status and code.
 *
 * @param type a stable name: {@code urn:neuralops:problem:<code>}
 * @param code the stable part of it, for programs
 * @param field the input at fault, if it is one
 * @param retryAfter seconds after which trying again makes sense
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String field,
        @JsonIgnore @Nullable Long retryAfter,
        @JsonIgnore @Nullable String allow)
        implements WrittenByHand {

    private static final byte[] TYPE = ascii("{\"type\":");
    private static final byte[] TITLE = ascii(",\"title\":");
    private static final byte[] STATUS = ascii(",\"status\":");
    private static final byte[] DETAIL = ascii(",\"detail\":");
    private static final byte[] CODE = ascii(",\"code\":");
    private static final byte[] FIELD = ascii(",\"field\":");
    private static final byte[] END = ascii("}");

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The code of a body in an encoding that isn't read. */
    static final String UNSUPPORTED_ENCODING = "unsupported_encoding";

    /** What a failure looks like from outside. */
    public static Problem of(Failure failure) {
        return switch (failure) {
            case Failure.Malformed f -> problem(f, 400, "malformed", "The request can't be read");
            case Failure.Invalid f -> problem(f, 422, "invalid", "A value is not allowed");
            case Failure.Unauthenticated f -> problem(f, 401, "unauthenticated", "No valid credential");
            case Failure.Forbidden f -> problem(f, 403, "forbidden", "Not allowed");
            case Failure.NotFound f -> problem(f, 404, "not_found", "Not found");
            case Failure.MethodNotAllowed f ->
                problem(f, 405, "method_not_allowed", "Method not allowed").allowing(f.allow());
            case Failure.NotAcceptable f -> problem(f, 406, "not_acceptable", "Not in a form that is taken");
            case Failure.RequestTimeout f -> problem(f, 408, "request_timeout", "The request came too slowly");
            case Failure.Conflict f -> problem(f, 409, "conflict", "The state forbids it");
            case Failure.InFlight f ->
                problem(f, 409, "in_flight", "The same request is being worked on")
                        .after(f.retryAfter());
            case Failure.TooLarge f -> problem(f, 413, "too_large", "Too large");
            case Failure.UriTooLong f -> problem(f, 414, "uri_too_long", "The request line is too long");
            case Failure.UnsupportedMedia f -> problem(f, 415, "unsupported_media_type", "Unsupported media type");
            case Failure.UnsupportedEncoding f -> problem(f, 415, UNSUPPORTED_ENCODING, "Unsupported content encoding");
            case Failure.RateLimited f ->
                problem(f, 429, "rate_limited", "Too many requests").after(f.retryAfter());
            case Failure.HeadersTooLarge f -> problem(f, 431, "headers_too_large", "The headers are too large");
            case Failure.Overloaded f ->
                problem(f, 429, "overloaded", "More than can be answered in time")
                        .after(f.retryAfter());
            case Failure.Internal f -> problem(f, 500, "internal", "A defect of the service");
            case Failure.Unavailable f ->
                problem(f, 503, "unavailable", "Unavailable for now").after(f.retryAfter());
        };
    }

    /**
     * What is told of a request may name what stood in it, and problems end up in logs: personal data does not go out again,
     * though it came from the caller. What is refused for want of room says nothing of the request, and is in a hurry.
     */
    private static Problem problem(Failure failure, int status, String code, String title) {
        boolean constant = failure instanceof Failure.Overloaded || failure instanceof Failure.RateLimited;
        String field = failure.field();
        return new Problem(
                "urn:neuralops:problem:" + code,
                title,
                status,
                constant ? failure.detail() : Redactor.maskedName(failure.detail()),
                code,
                field == null ? null : Redactor.maskedName(field),
                null,
                null);
    }

    private Problem after(Duration time) {
        return new Problem(type, title, status, detail, code, field, Math.max(1, time.toSeconds()), allow);
    }

    private Problem allowing(String methods) {
        return new Problem(type, title, status, detail, code, field, retryAfter, methods);
    }

    /** Under overload nearly all answers are problems. */
    @Override
    public void writeTo(JsonBytes to) {
        to.json(TYPE).text(type).json(TITLE).text(title).json(STATUS).number(status);
        to.json(DETAIL).text(detail).json(CODE).text(code);
        if (field != null) {
            to.json(FIELD).text(field);
        }
        to.json(END);
    }
}
