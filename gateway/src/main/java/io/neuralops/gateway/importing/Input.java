package io.neuralops.gateway.importing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An open source: its bytes, unpacked if they are gzip (told by the first two), and how far it has been read. */
public final class Input implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final Counting counting;
    private final OptionalLong size;

    private Input(InputStream stream, Counting counting, OptionalLong size) {
        this.stream = stream;
        this.counting = counting;
        this.size = size;
    }

    /**
     * Wraps a stream.
     *
     * @param size of the stream in bytes, as it lies there (packed), if it is known
     * @throws IOException if not even the first bytes can be read; the stream is closed then
     * @throws io.neuralops.models.failure.FailureException if it begins like gzip but isn't
     */
    public static Input of(InputStream raw, OptionalLong size) throws IOException {
        Counting counting = new Counting(raw);
        try {
            return new Input(unpacked(counting), counting, size);
        } catch (EOFException | ZipException e) {
            raw.close();
            throw Unreadable.packed(e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream counting) throws IOException {
        PushbackInputStream peekable = new PushbackInputStream(counting, 2);
        byte[] start = peekable.readNBytes(2);
        peekable.unread(start);
        boolean packed = start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        return packed ? new GZIPInputStream(peekable, BUFFER) : peekable;
    }

    /** The unpacked bytes. */
    public InputStream stream() {
        return stream;
    }

    /** How many bytes of the source were read so far, packed as they are; comparable with {@link #size}. */
    public long bytesRead() {
        return counting.read.get();
    }

    public OptionalLong size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Counts for a progress display, which may look from another thread. */
    private static final class Counting extends FilterInputStream {
        private final AtomicLong read = new AtomicLong();
        private boolean ended;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            ended = n < 0;
            read.addAndGet(Math.max(0, n));
            return n;
        }

        /**
         * Never 0 before the end: GZIPInputStream takes 0 for the end, and would leave out what follows the first member
         * of concatenated files when they come through a slow pipe.
         */
        @Override
        public int available() throws IOException {
            return ended ? 0 : Math.max(1, in.available());
        }
    }
}
