package io.neuralops.gateway.http.access;

/** The lines of one event loop, collected so that the log is bothered once for many. Belongs to one thread. */
public final class AccessBuffer {
    private static final int LINES = 256;

    private final AccessLog log;
    private AccessLine[] lines = new AccessLine[LINES];
    private int size;

    AccessBuffer(AccessLog log) {
        this.log = log;
    }

    /** Adds the line of an answer, if such are logged. Never waits. */
    public void add(AccessLine line) {
        lines[size++] = line;
        if (size == lines.length) {
            flush();
        }
    }

    /** Whether an answer with this status has a line. */
    public boolean covers(int status) {
        return log.covers(status);
    }

    /** Hands what there is to the log. */
    public void flush() {
        if (size > 0) {
            log.take(lines, size);
            lines = new AccessLine[LINES];
            size = 0;
        }
    }
}
