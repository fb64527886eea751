package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.neuralops.gateway.bridge.Bridge;
import io.neuralops.gateway.bridge.BridgeFigures;
import io.neuralops.verticles.fanout.Feed;

/** Measures the fan-out of events and the bridge. No tenant appears in it. */
public final class BridgeMeters implements MeterBinder {
    private final Bridge bridge;
    private final Feed feed;

    public BridgeMeters(Bridge bridge, Feed feed) {
        this.bridge = bridge;
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        BridgeFigures figures = bridge.figures();
        Gauge.builder("eventbus_connections", bridge, Bridge::open)
                .description("Connections to the bridge that are open")
                .register(registry);
        Gauge.builder("eventbus_registrations", figures, BridgeFigures::registrations)
                .description("Addresses that clients of the bridge listen at")
                .register(registry);
        FunctionCounter.builder("eventbus_connections_opened", figures, BridgeFigures::opened)
                .description("Connections to the bridge that were opened")
                .register(registry);
        FunctionCounter.builder("eventbus_events_published", feed, Feed::published)
                .description("Events that were published on the event bus, since somebody listened")
                .register(registry);
        FunctionCounter.builder("eventbus_events_dropped", feed, Feed::dropped)
                .description("Events that were not published, since there were too many")
                .register(registry);
        FunctionCounter.builder("eventbus_events_sent", figures, BridgeFigures::sent)
                .description("Events that were sent to clients")
                .register(registry);
        FunctionCounter.builder("eventbus_events_skipped", figures, BridgeFigures::spared)
                .description("Events that were not sent, since the client hadn't read those before")
                .register(registry);
        for (BridgeFigures.TurnedAway why : BridgeFigures.TurnedAway.values()) {
            FunctionCounter.builder("eventbus_connections_refused", figures, f -> f.turnedAway(why))
                    .description("Connections to the bridge that were turned away")
                    .tag("reason", why.label())
                    .register(registry);
        }
        figures.closed()
                .forEach((why, count) -> FunctionCounter.builder("eventbus_connections_closed", count, c -> c.sum())
                        .description("Connections to the bridge that ended")
                        .tag("reason", why)
                        .register(registry));
        for (BridgeFigures.Refused why : BridgeFigures.Refused.values()) {
            FunctionCounter.builder("eventbus_frames_refused", figures, f -> f.refused(why))
                    .description("Frames that were answered with an error")
                    .tag("reason", why.label())
                    .register(registry);
        }
        for (boolean done : new boolean[] {true, false}) {
            FunctionCounter.builder("eventbus_calls", figures, f -> f.calls(done))
                    .description("Calls of operations over the bridge")
                    .tag("outcome", done ? "done" : "failed")
                    .register(registry);
        }
    }
}
