package io.neuralops.verticles.export;

import java.util.List;
import java.util.function.LongConsumer;

/** Goes on to another, after a test was told. */
final class WatchedTarget implements ExportTarget {
    private final ExportTarget target;
    /** Told at each piece how many bytes there were before it. */
    volatile LongConsumer writing = bytes -> {};

    volatile Runnable completing = () -> {};
    volatile Runnable completed = () -> {};

    WatchedTarget(ExportTarget target) {
        this.target = target;
    }

    @Override
    public Draft begin(ExportName name, String mediaType) {
        Draft draft = target.begin(name, mediaType);
        return new Draft() {
            private long bytes;

            @Override
            public void write(byte[] from, int offset, int length) {
                writing.accept(bytes);
                draft.write(from, offset, length);
                bytes += length;
            }

            @Override
            public String complete(byte[] manifest) {
                completing.run();
                String location = draft.complete(manifest);
                completed.run();
                return location;
            }

            @Override
            public void discard() {
                draft.discard();
            }
        };
    }

    @Override
    public List<Leftover> leftovers() {
        return target.leftovers();
    }
}
