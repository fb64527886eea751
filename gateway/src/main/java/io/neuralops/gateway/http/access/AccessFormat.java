package io.neuralops.gateway.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a line reads: words that the service knows, numbers, and the request's name if it is a number too. */
public final class AccessFormat {
    private static final Set<String> METHODS =
            Set.of("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final String NONE = "-";
    private static final int LINE = 160;
    /** Longer than any telephone number, and as long as the names that are made here. */
    private static final int MIN_ID = 16;

    private final Templates templates;

    public AccessFormat(Templates templates) {
        this.templates = templates;
    }

    byte[] lines(AccessLine[] lines, int size, @Nullable LeftOut leftOut) {
        StringBuilder text = new StringBuilder(size * LINE);
        for (int i = 0; i < size; i++) {
            append(text, lines[i]);
        }
        if (leftOut != null) {
            text.append(Instant.ofEpochMilli(leftOut.atMillis()))
                    .append(" INFO access: status=")
                    .append(leftOut.status())
                    .append(" left_out=")
                    .append(leftOut.answers())
                    .append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private void append(StringBuilder text, AccessLine line) {
        text.append(Instant.ofEpochMilli(line.atMillis()))
                .append(" INFO access: method=")
                .append(METHODS.contains(line.method()) ? line.method() : NONE)
                .append(" route=")
                .append(orNone(line.path() == null ? null : templates.of(line.path())))
                .append(" status=")
                .append(line.status())
                .append(" bytes=")
                .append(line.bytes())
                .append(" us=")
                .append(line.micros())
                .append(" request=")
                .append(orNone(harmless(line.requestId())))
                .append(" tenant=")
                .append(line.tenant() == null ? NONE : line.tenant().value())
                .append('\n');
    }

    /** Callers may name their requests as they like; only what looks drawn at random is repeated here. */
    private static @Nullable String harmless(@Nullable String id) {
        return id != null && id.length() >= MIN_ID && id.chars().allMatch(c -> c == '-' || HexFormat.isHexDigit(c))
                ? id
                : null;
    }

    private static String orNone(@Nullable String word) {
        return word == null ? NONE : word;
    }
}
