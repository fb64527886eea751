package io.neuralops.gateway.cli;

import java.util.function.LongSupplier;

/**
 * Shows how far something long has come: a bar that is drawn over on a terminal, a line now and then elsewhere, and nothing
 * at all for what is done within a moment.
 */
final class Progress {
    private static final int WIDTH = 30;
    private static final long FIRST_AFTER_MS = 300;
    private static final long REDRAW_MS = 100;
    private static final long LINE_EVERY_MS = 5_000;
    /** Sooner than this, or with less done, what is left is a guess that jumps. */
    private static final long GUESS_AFTER_MS = 1_000;

    private static final double GUESS_FROM = 0.05;

    private final Terminal terminal;
    private final LongSupplier millis;
    private final String what;
    private final long begun;
    private long next;
    private boolean drawn;

    Progress(Terminal terminal, String what) {
        this.terminal = terminal;
        this.millis = terminal.clock()::millis;
        this.what = what;
        this.begun = millis.getAsLong();
        this.next = begun + FIRST_AFTER_MS;
    }

    /**
     * Shows the state, unless it was shown a moment ago.
     *
     * @param done from 0 to 1; negative where the end isn't known
     */
    void show(double done, String state) {
        long now = millis.getAsLong();
        if (now < next) {
            return;
        }
        next = now + (terminal.interactive() ? REDRAW_MS : LINE_EVERY_MS);
        drawn = true;
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K" + what + " " + bar(done) + " " + state + left(done, now - begun));
            terminal.err().flush();
        } else {
            terminal.err().println(what + " " + percent(done) + state + left(done, now - begun));
        }
    }

    /** Clears the bar. */
    void end() {
        if (drawn && terminal.interactive()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    /** How long it will take still, if it goes on as it went. */
    private static String left(double done, long took) {
        if (done < GUESS_FROM || done >= 1 || took < GUESS_AFTER_MS) {
            return "";
        }
        long seconds = Math.round(took / 1000.0 * (1 - done) / done);
        return seconds < 1
                ? ""
                : seconds < 100 ? ", " + seconds + " s left" : ", " + Math.round(seconds / 60.0) + " min left";
    }

    private static String bar(double done) {
        if (done < 0) {
            return "";
        }
        int filled = (int) Math.round(Math.min(1, done) * WIDTH);
        return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + Math.round(Math.min(1, done) * 100)
                + " %";
    }

    private static String percent(double done) {
        return done < 0 ? "" : Math.round(Math.min(1, done) * 100) + " % ";
    }
}
