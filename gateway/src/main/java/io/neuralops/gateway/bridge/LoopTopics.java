package io.neuralops.gateway.bridge;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.fanout.EventKind;
import io.neuralops.verticles.fanout.Feed;
import io.neuralops.verticles.fanout.Listening;
import io.neuralops.verticles.fanout.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the connections of one event loop listen to: one listener for each address, however many they are. */
final class LoopTopics {
    private record Key(TenantId tenant, EventKind kind) {}

    /** Those who listen to a kind. */
    private static final class Audience {
        private final Set<Registration> registrations = new LinkedHashSet<>();
        private @Nullable Listening listening;

        void deliver(Notice notice) {
            // A reader that is cut off leaves while this goes on.
            for (Registration one : List.copyOf(registrations)) {
                one.deliver(notice);
            }
        }

        void spread() {
            long skipped = listening == null ? 0 : listening.takeSkipped();
            if (skipped > 0) {
                registrations.forEach(one -> one.skip(skipped));
            }
        }

        void close() {
            if (listening != null) {
                listening.close();
            }
        }
    }

    private final Feed feed;
    private final Map<Key, Audience> audiences = new HashMap<>();

    LoopTopics(Feed feed) {
        this.feed = feed;
    }

    void join(TenantId tenant, Registration registration) {
        for (EventKind kind : registration.kinds()) {
            Audience audience = audiences.computeIfAbsent(new Key(tenant, kind), key -> new Audience());
            if (audience.registrations.isEmpty()) {
                audience.listening = feed.listen(tenant, kind, audience::deliver);
            }
            audience.registrations.add(registration);
        }
    }

    void leave(TenantId tenant, Registration registration) {
        for (EventKind kind : registration.kinds()) {
            Key key = new Key(tenant, kind);
            Audience audience = audiences.get(key);
            if (audience != null && audience.registrations.remove(registration) && audience.registrations.isEmpty()) {
                audiences.remove(key);
                audience.close();
            }
        }
    }

    /** Has connections know of what was left out, though nothing came since. */
    void spread() {
        new ArrayList<>(audiences.values()).forEach(Audience::spread);
    }
}
