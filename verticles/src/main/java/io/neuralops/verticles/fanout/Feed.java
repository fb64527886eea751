package io.neuralops.verticles.fanout;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.TokenBucket;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes every event on the event bus, as JSON, under {@code insight.<tenant>.<kind>}, as long as somebody listens there. Where
 * nobody does, an event costs a look into a map: predictions come by the ten thousand a second. Thread-safe.
 *
 * <p>Whoever must see each event, at once and in order (metrics, caches, triggers), is a listener of
 * {@link io.neuralops.verticles.operation.Events} instead: here a listener that is slow is spared what is too much.
 */
public final class Feed implements Consumer<Event> {
    /** Of one kind, tenant and second: nobody reads more, and each costs whoever caused it. */
    public static final int MOST_A_SECOND = 1_000;

    /** Published, and not yet taken by the slowest listener. */
    private static final int MOST_IN_FLIGHT = 1_024;
    /** What is told is bounded by what is taken in; this holds it for whatever comes later. */
    private static final int MAX_BODY = 32 << 10;

    private static final String NUMBER = "number";

    private final EventBus bus;
    private final Json json;
    private final LongSupplier nanoTime;
    private final int mostASecond;
    private final int mostInFlight;
    private final Map<TenantId, Map<EventKind, Topic>> topics = new ConcurrentHashMap<>();
    private final LongAdder published = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /**
     * Begins with nobody listening.
     *
     * @param nanoTime a clock that never goes back
     */
    public Feed(EventBus bus, Json json, LongSupplier nanoTime) {
        this(bus, json, nanoTime, MOST_A_SECOND, MOST_IN_FLIGHT);
    }

    Feed(EventBus bus, Json json, LongSupplier nanoTime, int mostASecond, int mostInFlight) {
        this.bus = bus;
        this.json = json;
        this.nanoTime = nanoTime;
        this.mostASecond = mostASecond;
        this.mostInFlight = mostInFlight;
    }

    @Override
    public void accept(Event event) {
        Map<EventKind, Topic> listened = topics.get(event.tenant());
        if (listened == null) {
            return;
        }
        Told told = Told.of(event);
        Topic topic = listened.get(told.kind());
        if (topic != null) {
            publish(topic, told);
        }
    }

    /** Events that were published. */
    public long published() {
        return published.sum();
    }

    /** Events that somebody would have heard of, had there not been too many. */
    public long dropped() {
        return dropped.sum();
    }

    private void publish(Topic topic, Told told) {
        long number = topic.next(nanoTime.getAsLong());
        String body = number == 0 ? "" : json.write(told.body());
        if (number == 0 || body.length() > MAX_BODY) {
            dropped.increment();
            return;
        }
        published.increment();
        bus.publish(topic.address(), body, new DeliveryOptions().addHeader(NUMBER, Long.toString(number)));
    }

    /** Has a listener told of a tenant's events of one kind, on the context on which this is called. */
    public Listening listen(TenantId tenant, EventKind kind, Consumer<Notice> listener) {
        MessageConsumer<String> consumer = bus.localConsumer(Notice.address(tenant, kind));
        Listening listening = new Listening(consumer, one -> leave(tenant, kind, one));
        consumer.handler(message -> {
            long number = Long.parseLong(message.headers().get(NUMBER));
            if (!listening.closed()) {
                listening.handle(number);
                listener.accept(new Notice(tenant, kind, message.body(), listening.takeSkipped()));
            }
        });
        topics.compute(tenant, (t, before) -> {
            Map<EventKind, Topic> after = copy(before);
            Topic topic = after.computeIfAbsent(kind, k -> topic(tenant, k));
            listening.handle(topic.published());
            topic.add(listening);
            return after;
        });
        return listening;
    }

    private Topic topic(TenantId tenant, EventKind kind) {
        return new Topic(
                Notice.address(tenant, kind), mostInFlight, new TokenBucket(mostASecond, nanoTime.getAsLong()));
    }

    /** Maps are read without a lock, and never changed. */
    private static Map<EventKind, Topic> copy(@Nullable Map<EventKind, Topic> before) {
        Map<EventKind, Topic> after = new EnumMap<>(EventKind.class);
        if (before != null) {
            after.putAll(before);
        }
        return after;
    }

    private void leave(TenantId tenant, EventKind kind, Listening listening) {
        topics.computeIfPresent(tenant, (t, before) -> {
            Topic topic = before.get(kind);
            if (topic == null || !topic.remove(listening)) {
                return before;
            }
            Map<EventKind, Topic> after = copy(before);
            after.remove(kind);
            return after.isEmpty() ? null : after;
        });
    }
}
