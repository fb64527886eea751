package io.neuralops.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} as W3C's Trace Context has it: {@code version-traceid-parentid-flags}, in lower-case
 * hexadecimal digits. A header that breaks a rule counts as none.
 */
final class TraceParent {
    private static final int VERSION_END = 2;
    private static final int TRACE_FROM = 3;
    private static final int TRACE_END = 35;
    private static final int PARENT_FROM = 36;
    private static final int PARENT_END = 52;
    private static final int FLAGS_FROM = 53;
    /** Of version 00, and of the part of later ones that is known already. */
    private static final int LENGTH = 55;

    private TraceParent() {}

    /** The trace's id, 32 digits; null if the header isn't there or isn't valid. */
    static @Nullable String traceId(@Nullable String header) {
        return header != null && valid(header) ? header.substring(TRACE_FROM, TRACE_END) : null;
    }

    private static boolean valid(String header) {
        return header.length() >= LENGTH
                && digits(header, 0, VERSION_END)
                && !header.startsWith("ff")
                && header.charAt(VERSION_END) == '-'
                && id(header, TRACE_FROM, TRACE_END)
                && header.charAt(TRACE_END) == '-'
                && id(header, PARENT_FROM, PARENT_END)
                && header.charAt(PARENT_END) == '-'
                && digits(header, FLAGS_FROM, LENGTH)
                && remainder(header);
    }

    /** Version 00 has none; what later ones add is apart from what is known. */
    private static boolean remainder(String header) {
        return header.length() == LENGTH || (!header.startsWith("00") && header.charAt(LENGTH) == '-');
    }

    /** An id of zeros alone is none. */
    private static boolean id(String header, int from, int end) {
        for (int i = from; i < end; i++) {
            if (header.charAt(i) != '0') {
                return digits(header, from, end);
            }
        }
        return false;
    }

    private static boolean digits(String header, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = header.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
