package io.neuralops.gateway.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.neuralops.gateway.http.Problem;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;

/** A problem as the bytes of an HTTP/1.1 answer, for connections on which no request was understood. */
final class RawAnswer {
    private final byte[] bytes;

    RawAnswer(Failure failure, Json json) {
        Problem problem = Problem.of(failure);
        byte[] body = json.writeBytes(problem);
        String head = "HTTP/1.1 " + HttpResponseStatus.valueOf(problem.status()) + "\r\nContent-Type: "
                + Problem.MEDIA_TYPE + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n"
                + (problem.retryAfter() == null ? "" : "Retry-After: " + problem.retryAfter() + "\r\n") + "\r\n";
        byte[] start = head.getBytes(US_ASCII);
        bytes = new byte[start.length + body.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(body, 0, bytes, start.length, body.length);
    }

    ByteBuf buffer() {
        return Unpooled.wrappedBuffer(bytes);
    }
}
