package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Locale;

/**
 * Asks for an overview until what was reported is in it: right after an import much still waits. Where reports arrive all the time something
 * always does, so that it is no longer waited for when it doesn't become less.
 */
final class AddedUp {
    private static final long POLL_MS = 200;
    private static final long PATIENCE_MS = 3_000;
    private static final long LONGEST_MS = 600_000;
    /** More are not told apart. */
    private static final long MANY = 1_000;

    private final Progress progress;
    private final Clock clock;

    AddedUp(Terminal terminal) {
        this.progress = new Progress(terminal, "adding up");
        this.clock = terminal.clock();
    }

    /** The overview at a path of the API. */
    JsonNode overview(Api api, String path) throws Exception {
        JsonNode overview = api.get(path);
        long most = pending(overview);
        long least = most;
        long begun = clock.millis();
        long since = begun;
        while (least > 0 && clock.millis() - since < PATIENCE_MS && clock.millis() - begun < LONGEST_MS) {
            progress.show(1 - (double) least / most, told(least));
            Thread.sleep(POLL_MS);
            overview = api.get(path);
            long now = pending(overview);
            if (now < least || now >= MANY) {
                least = now;
                since = clock.millis();
            }
        }
        progress.end();
        return overview;
    }

    private static String told(long pending) {
        return String.format(Locale.ROOT, "%s%,d transactions wait", pending >= MANY ? "more than " : "", pending);
    }

    private static long pending(JsonNode overview) {
        return overview.path("pending").asLong();
    }
}
