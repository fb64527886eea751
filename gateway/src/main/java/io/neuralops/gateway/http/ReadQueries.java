package io.neuralops.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that addresses came to when they were read last. Reading one costs more than all else that an answer takes which
 * is there already. Of one event loop.
 */
final class ReadQueries {
    static final int MOST = 256;
    static final int LONGEST = 512;

    private static final float LOAD = 0.75f;

    private final Map<String, Object> commands = new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > MOST;
        }
    };

    /** What an address came to, if that is known. */
    <I> @Nullable I find(Class<I> type, String uri) {
        Object command = commands.get(uri);
        return command == null ? null : type.cast(command);
    }

    /** Remembers what an address came to; not of long ones. */
    void keep(String uri, Object command) {
        if (uri.length() <= LONGEST) {
            commands.put(uri, command);
        }
    }
}
