package io.neuralops.verticles.export;

import java.time.Instant;
import java.util.List;

/** Where exported files go. All of it blocks, and throws {@link ExportFailed}, whose message is for people. */
public interface ExportTarget {
    /**
     * Begins a file. Nobody sees it before it is whole.
     *
     * @param mediaType of what is written
     */
    Draft begin(ExportName name, String mediaType);

    /** What was begun and is neither whole nor discarded: by processes that are at work on it, or that are gone. */
    List<Leftover> leftovers();

    /** A file that is being written. For one thread at a time. */
    interface Draft {
        /** Adds to it. The array may be changed afterwards. */
        void write(byte[] bytes, int from, int length);

        /**
         * Has it seen whole, and its manifest before it: where the file is, the manifest is.
         *
         * @return where it is, for people and programs
         */
        String complete(byte[] manifest);

        /** Has nothing of it remain, not even if it was completed. What is in the way of that is logged. */
        void discard();
    }

    /** Something that was begun. */
    interface Leftover {
        ExportName name();

        /** When that was. */
        Instant begun();

        /** Removes all of it. */
        void remove();
    }
}
