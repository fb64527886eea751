package io.neuralops.gateway.bridge;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened at the bridge since the start. Thread-safe. */
public final class BridgeFigures {
    /** Why a connection was not taken. */
    public enum TurnedAway {
        /** There are too many. */
        ROOM,
        /** Too many came at once. */
        STORM,
        /** Its token. */
        TOKEN,
        /** The page that it came from. */
        ORIGIN,
        /** It was no WebSocket. */
        MALFORMED,
        OTHER;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a frame was answered with an error. */
    public enum Refused {
        MALFORMED,
        /** It is for no client: another tenant's, an internal one, one that doesn't exist. */
        ADDRESS,
        ROLE,
        PUBLISH,
        REGISTRATIONS,
        UNAUTHENTICATED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LongAdder opened = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder registrations = new LongAdder();
    private final Map<TurnedAway, LongAdder> turnedAway = adders(TurnedAway.class);
    private final Map<Refused, LongAdder> refused = adders(Refused.class);
    private final Map<Closing, LongAdder> closed = adders(Closing.class);

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E one : type.getEnumConstants()) {
            adders.put(one, new LongAdder());
        }
        return adders;
    }

    private static <E extends Enum<E>> LongAdder of(Map<E, LongAdder> adders, E one) {
        return Objects.requireNonNull(adders.get(one));
    }

    void open() {
        opened.increment();
    }

    void close(Closing why) {
        of(closed, why).increment();
    }

    void turnAway(TurnedAway why) {
        of(turnedAway, why).increment();
    }

    void refuse(Refused why) {
        of(refused, why).increment();
    }

    void send() {
        sent.increment();
    }

    void spare() {
        spared.increment();
    }

    void answer(boolean done) {
        (done ? answered : failed).increment();
    }

    void register(int more) {
        registrations.add(more);
    }

    /** Connections that were opened. */
    public long opened() {
        return opened.sum();
    }

    /** Events that were sent to clients. */
    public long sent() {
        return sent.sum();
    }

    /** Events that were not sent, since the client hadn't read those before. */
    public long spared() {
        return spared.sum();
    }

    /** Calls that were done, or that failed. */
    public long calls(boolean done) {
        return (done ? answered : failed).sum();
    }

    /** Registrations now. */
    public long registrations() {
        return registrations.sum();
    }

    public long turnedAway(TurnedAway why) {
        return of(turnedAway, why).sum();
    }

    public long refused(Refused why) {
        return of(refused, why).sum();
    }

    /** How many connections ended, by why. */
    public Map<String, LongAdder> closed() {
        Map<String, LongAdder> byLabel = new TreeMap<>();
        closed.forEach((why, count) -> byLabel.put(why.label(), count));
        return byLabel;
    }
}
