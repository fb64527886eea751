package io.neuralops.gateway.bridge;

import java.util.Locale;

/** Why a connection ends, in the codes of WebSockets; from 4000 on they are our own. */
enum Closing {
    /** The other side went, or was lost. */
    CLIENT(1000, "bye"),
    DRAIN(1001, "the service is ending; connect again in a moment"),
    PROTOCOL(1002, "this is not what the protocol says"),
    BINARY(1003, "messages are text"),
    NOT_UTF8(1007, "messages are UTF-8"),
    TOO_MANY_FRAMES(1008, "too many frames in a second"),
    TOO_LARGE(1009, "messages have at most 65536 bytes"),
    /** A defect of ours. */
    INTERNAL(1011, "something went wrong inside"),
    NO_ROOM(1013, "there are too many connections; try again in 5 s"),
    /** The reason is told when it is known. */
    TOKEN(4401, "the token doesn't hold any more"),
    UNNAMED(4401, "nobody said in time who this is; begin with an auth frame"),
    SLOW_READER(4408, "too slow: what was sent is not read"),
    SILENT(4410, "nothing was heard, not even answers to pings");

    private final int code;
    private final String reason;

    Closing(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    short code() {
        return (short) code;
    }

    String reason() {
        return reason;
    }

    /** The name in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
