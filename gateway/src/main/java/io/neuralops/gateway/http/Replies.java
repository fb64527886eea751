package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers. */
final class Replies {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private final Json json;

    Replies(Json json) {
        this.json = json;
    }

    void value(HttpServerResponse response, int status, Object value) {
        bytes(response, status, JSON, json(value));
    }

    Buffer json(Object value) {
        return json.writeBuffer(value);
    }

    void bytes(HttpServerResponse response, int status, String mediaType, Buffer body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", mediaType).end(body);
        }
    }

    /** Answers with the problem that a failure is. */
    void failure(HttpServerResponse response, Throwable cause) {
        Problem problem = Problem.of(failure(cause));
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (problem.retryAfter() != null) {
            response.putHeader("Retry-After", Long.toString(problem.retryAfter()));
        }
        if (problem.allow() != null) {
            response.putHeader("Allow", problem.allow());
        }
        if (problem.code().equals(Problem.UNSUPPORTED_ENCODING)) {
            response.putHeader("Accept-Encoding", Encodings.ACCEPTED);
        }
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        bytes(response, problem.status(), Problem.MEDIA_TYPE, json(problem));
    }

    /** What a caller sees of one command of several: its value, or the problem with it. */
    static Object item(ItemOutcome<?> outcome) {
        return switch (outcome) {
            case ItemOutcome.Done<?> done -> done.value();
            case ItemOutcome.Refused<?> refused -> Problem.of(refused.failure());
        };
    }

    /** One line of an NDJSON answer. */
    Buffer line(Object value) {
        return json.writeBuffer(value).appendByte((byte) '\n');
    }

    /** What a throwable means to a caller; what it means to us goes into the log. */
    static Failure failure(Throwable cause) {
        if (cause instanceof FailureException failure) {
            return failure.failure();
        }
        if (cause instanceof HttpException http && http.getStatusCode() < 500) {
            return new Failure.Malformed(null, "the path or the query is not well formed");
        }
        if (cause instanceof HttpClosedException) {
            // The caller hung up; nobody will read this.
            return new Failure.Malformed(null, "the request ended early");
        }
        LOG.error("a request failed for an unforeseen reason", cause);
        return new Failure.Internal("something went wrong inside; the log of the service says what");
    }
}
