package io.neuralops.gateway;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562): they sort by the time they were made, so indexes grow at their end. Thread-safe. */
public final class TimeOrderedIds {
    private static final int RANDOM_BITS_IN_FIRST_HALF = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long WITHOUT_VARIANT = 0x3fff_ffff_ffff_ffffL;

    private static final int NOISE_BYTES = 4_096;

    private final Clock clock;
    private final SecureRandom random;
    /** Random bytes in stock: fetching sixteen costs as much as fetching hundreds. */
    private final ByteBuffer noise = ByteBuffer.allocate(NOISE_BYTES).limit(0);

    public TimeOrderedIds(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized UUID next() {
        if (noise.remaining() < 2 * Long.BYTES) {
            noise.clear();
            random.nextBytes(noise.array());
        }
        long first = (clock.millis() << 16) | VERSION_7 | (noise.getLong() & ((1L << RANDOM_BITS_IN_FIRST_HALF) - 1));
        return new UUID(first, (noise.getLong() & WITHOUT_VARIANT) | VARIANT);
    }

    String text() {
        return next().toString();
    }
}
