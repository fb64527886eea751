package io.neuralops.gateway.bridge;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.neuralops.gateway.http.OperationCalls;
import io.neuralops.gateway.http.Problem;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.fanout.Notice;
import io.neuralops.verticles.idempotency.GivenAnswer;
import io.neuralops.verticles.idempotency.Outcome;
import io.neuralops.verticles.operation.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes frames, in the form of Vert.x's bridges where they have one. */
final class FrameWriter {
    private final Json json;

    FrameWriter(Json json) {
        this.json = json;
    }

    /**
     * An event.
     *
     * @param skipped how many of its kind were left out before it
     */
    String event(String address, Notice notice, long skipped) {
        StringBuilder frame = new StringBuilder(notice.body().length() + 160);
        frame.append("{\"type\":\"rec\",\"address\":\"").append(address).append("\",\"headers\":{\"kind\":\"");
        frame.append(notice.kind().label()).append('"');
        if (skipped > 0) {
            frame.append(",\"skipped\":\"").append(skipped).append('"');
        }
        return frame.append("},\"body\":").append(notice.body()).append('}').toString();
    }

    /** Events of a registration were left out, and none came since that could say so. */
    String skipped(String address, long count) {
        return "{\"type\":\"skipped\",\"of\":" + quoted(address) + ",\"count\":" + count + "}";
    }

    String registered(String address) {
        return "{\"type\":\"registered\",\"of\":" + quoted(address) + "}";
    }

    String unregistered(String address) {
        return "{\"type\":\"unregistered\",\"of\":" + quoted(address) + "}";
    }

    /** Who the service takes the client for, and until when. */
    String welcome(Principal principal, long expires) {
        return "{\"type\":\"auth\",\"tenant\":\"" + principal.tenant().value() + "\",\"role\":\""
                + principal.role().label() + "\",\"expires_at\":\"" + Instant.ofEpochMilli(expires) + "\"}";
    }

    /** What a call came to. */
    String answer(String address, Outcome outcome) {
        GivenAnswer answer = outcome.answer();
        StringBuilder frame = new StringBuilder(answer.body().length() + 160);
        frame.append("{\"type\":\"rec\",\"address\":").append(quoted(address));
        frame.append(",\"headers\":{\"status\":\"").append(answer.status()).append('"');
        if (answer.location() != null) {
            frame.append(",\"Location\":").append(quoted(answer.location()));
        }
        if (outcome.replayed()) {
            frame.append(",\"Idempotency-Replayed\":\"true\"");
        }
        return frame.append("},\"body\":").append(answer.body()).append('}').toString();
    }

    /** That a frame, or the call in it, was refused or failed. */
    String error(@Nullable String address, Failure failure) {
        return error(address, OperationCalls.problem(failure.asException()));
    }

    String error(@Nullable String address, Problem problem) {
        StringBuilder frame = new StringBuilder("{\"type\":\"err\",");
        if (address != null) {
            frame.append("\"address\":").append(quoted(address)).append(',');
        }
        frame.append("\"failureCode\":").append(problem.status());
        frame.append(",\"failureType\":\"RECIPIENT_FAILURE\",\"message\":").append(quoted(problem.detail()));
        if (problem.retryAfter() != null) {
            frame.append(",\"headers\":{\"Retry-After\":\"")
                    .append(problem.retryAfter())
                    .append("\"}");
        }
        return frame.append(",\"body\":")
                .append(json.writeBuffer(problem))
                .append('}')
                .toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}
