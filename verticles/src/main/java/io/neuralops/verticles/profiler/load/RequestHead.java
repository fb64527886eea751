package io.neuralops.verticles.profiler.load;

import io.neuralops.models.failure.Check;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request of HTTP/1.1 begins with, as it is sent again and again. */
final class RequestHead {
    private static final String END = "\r\n";
    /** Of others nobody expects a body, and that there is none needs not be said. */
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

    private final String text;
    private final boolean bodiless;
    private final @Nullable Buffer whole;

    RequestHead(Target target) {
        StringBuilder head = new StringBuilder(256);
        line(head, target.method() + " " + target.path() + " HTTP/1.1");
        line(head, "Host: " + target.authority());
        target.headers().forEach((name, value) -> line(head, name + ": " + value));
        this.text = head.toString();
        this.bodiless = BODILESS.contains(target.method());
        this.whole = Body.differs(target.body()) ? null : made(Buffer.buffer(target.body()));
    }

    private static void line(StringBuilder head, String line) {
        if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw Check.invalid("headers", "have a value that HTTP doesn't allow");
        }
        head.append(line).append(END);
    }

    /** All of a request with the next body; not to be changed. */
    Buffer with(Buffer body) {
        return whole == null ? made(body) : whole;
    }

    private Buffer made(Buffer body) {
        String length = body.length() == 0 && bodiless ? "" : "Content-Length: " + body.length() + END;
        return Buffer.buffer((text + length + END).getBytes(StandardCharsets.UTF_8))
                .appendBuffer(body);
    }
}
