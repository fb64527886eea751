package io.neuralops.gateway.http;

/** Reads the header of a gzip member byte by byte and keeps nothing of it. */
final class GzipHeader {
    private static final int FIXED = 10;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int[] START = {0x1f, 0x8b, 8};

    private int taken;
    private int flags;
    /** Bytes left of a part whose length is known; -1 before that. */
    private int left = -1;

    private int extraLength;

    /** Whether a part of a header came, but not all of it. */
    boolean begun() {
        return taken > 0;
    }

    void reset() {
        taken = 0;
        flags = 0;
        left = -1;
    }

    /** Takes a byte; whether it was the last. */
    boolean take(byte b) {
        int value = b & 0xff;
        if (taken < START.length && value != START[taken]) {
            throw Gunzip.malformed("does not begin as gzip does");
        }
        if (taken == START.length) {
            flags = value;
            if ((flags & RESERVED) != 0) {
                throw Gunzip.malformed("has flags that are not known");
            }
        }
        if (taken < FIXED) {
            taken++;
        } else {
            takeOptional(value);
        }
        return taken == FIXED && flags(HAS_EXTRA | HAS_NAME | HAS_COMMENT | HAS_CHECKSUM) == 0;
    }

    private void takeOptional(int value) {
        if (flags(HAS_EXTRA) != 0) {
            takeExtra(value);
        } else if (flags(HAS_NAME | HAS_COMMENT) != 0) {
            if (value == 0) {
                flags &= flags(HAS_NAME) != 0 ? ~HAS_NAME : ~HAS_COMMENT;
            }
        } else {
            left = left < 0 ? 1 : left - 1;
            if (left == 0) {
                flags &= ~HAS_CHECKSUM;
            }
        }
    }

    /** Two bytes of length, the lower first, then as many bytes. */
    private void takeExtra(int value) {
        if (left == -1) {
            extraLength = value;
            left = -2;
        } else if (left == -2) {
            left = extraLength | (value << 8);
        } else {
            left--;
        }
        if (left == 0) {
            flags &= ~HAS_EXTRA;
            left = -1;
        }
    }

    private int flags(int which) {
        return flags & which;
    }
}
