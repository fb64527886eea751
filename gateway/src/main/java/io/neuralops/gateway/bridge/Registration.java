package io.neuralops.gateway.bridge;

import io.neuralops.verticles.fanout.EventKind;
import io.neuralops.verticles.fanout.Notice;
import java.util.Set;

/** That a connection listens at an address. Belongs to one event loop. */
final class Registration {
    private final Connection connection;
    private final String address;
    private final Set<EventKind> kinds;
    private long skipped;

    Registration(Connection connection, String address, Set<EventKind> kinds) {
        this.connection = connection;
        this.address = address;
        this.kinds = kinds;
    }

    String address() {
        return address;
    }

    Set<EventKind> kinds() {
        return kinds;
    }

    void deliver(Notice notice) {
        connection.deliver(this, notice);
    }

    /** Events were left out. */
    void skip(long count) {
        skipped += count;
    }

    /** How many events were left out since this was last asked. */
    long takeSkipped() {
        long before = skipped;
        skipped = 0;
        return before;
    }
}
