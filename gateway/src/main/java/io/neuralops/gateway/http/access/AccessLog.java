package io.neuralops.gateway.http.access;

import io.neuralops.gateway.config.AccessMode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each answer, on a thread of its own. What can't be written as fast as it comes is dropped and counted:
 * whoever reads the log must not be able to hold up those who are served.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int BATCHES = 64;
    private static final long CLOSE_SECONDS = 5;

    private final AccessMode mode;
    private final AccessFormat format;
    private final OutputStream out;
    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(BATCHES);
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;

    private record Batch(
            AccessLine[] lines, int size, @Nullable LeftOut leftOut) {
        static final Batch LAST = new Batch(new AccessLine[0], 0, null);

        /** Ends the writing; others have something to write. */
        boolean last() {
            return size == 0 && leftOut == null;
        }
    }

    /** Begins to write, if anything is to be written. */
    public AccessLog(AccessMode mode, AccessFormat format, OutputStream out) {
        this.mode = mode;
        this.format = format;
        this.out = out;
        writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::write);
        if (mode != AccessMode.OFF) {
            writer.start();
        }
    }

    /** A buffer for one event loop. */
    public AccessBuffer buffer() {
        return new AccessBuffer(this);
    }

    /** Lines that were not written, because there were too many. */
    public long dropped() {
        return dropped.sum();
    }

    boolean covers(int status) {
        return mode.covers(status);
    }

    void take(AccessLine[] lines, int size, @Nullable LeftOut leftOut) {
        if (!waiting.offer(new Batch(lines, size, leftOut))) {
            dropped.add(size);
        }
    }

    private void write() {
        try {
            for (Batch batch = waiting.take(); !batch.last(); batch = waiting.take()) {
                out.write(format.lines(batch.lines(), batch.size(), batch.leftOut()));
                out.flush();
            }
        } catch (IOException e) {
            LOG.error("the access log can't be written any more", e);
            dropAll();
        } catch (InterruptedException e) {
            // Closing has waited long enough.
            Thread.currentThread().interrupt();
        }
    }

    private void dropAll() {
        for (Batch batch = waiting.poll(); batch != null; batch = waiting.poll()) {
            dropped.add(batch.size());
        }
    }

    /** Writes what is there and ends; gives up after some seconds. Buffers must have been flushed before. */
    @Override
    public void close() {
        if (!writer.isAlive()) {
            return;
        }
        try {
            if (waiting.offer(Batch.LAST, CLOSE_SECONDS, TimeUnit.SECONDS)) {
                writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
