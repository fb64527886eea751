package io.neuralops.gateway.http.access;

import org.jspecify.annotations.Nullable;

/**
 * The lines of one event loop, collected so that the log is bothered once for many. Of a flood that is refused only some
 * answers have a line, and how many were left out: writing all costs what refusing them saves. Belongs to one thread.
 */
public final class AccessBuffer {
    private static final int LINES = 256;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REFUSALS_IN_A_PERIOD = 20;

    private final AccessLog log;
    private AccessLine[] lines = new AccessLine[LINES];
    private int size;
    private int refusals;

    AccessBuffer(AccessLog log) {
        this.log = log;
    }

    /** Adds the line of an answer. Never waits. */
    public void add(AccessLine line) {
        lines[size++] = line;
        if (size == lines.length) {
            flush(null);
        }
    }

    /** Whether the answer that was given now, with this status, has a line. */
    public boolean wants(int status) {
        return log.covers(status) && (status != TOO_MANY_REQUESTS || ++refusals <= REFUSALS_IN_A_PERIOD);
    }

    /** Ends a period and hands what there is to the log. */
    public void endPeriod(long atMillis) {
        int leftOut = refusals - REFUSALS_IN_A_PERIOD;
        refusals = 0;
        flush(leftOut > 0 ? new LeftOut(atMillis, TOO_MANY_REQUESTS, leftOut) : null);
    }

    private void flush(@Nullable LeftOut leftOut) {
        if (size > 0 || leftOut != null) {
            log.take(lines, size, leftOut);
            lines = new AccessLine[LINES];
            size = 0;
        }
    }
}
