package io.neuralops.gateway.observe;

import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.eventbus.EventBus;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Publishes what happens to a tenant's models on the event bus, as JSON, under {@code insight.<tenant>.<what>}: {@code training} is
 * a job as it stands, also when it has ended, {@code model} a version that answers from now on, {@code refused} one that was not
 * loaded, {@code judged} one that was born, {@code drift} a feature that has drifted.
 */
public final class EventBusFeed implements Consumer<Event> {
    private final EventBus bus;
    private final Json json;

    public EventBusFeed(EventBus bus, Json json) {
        this.bus = bus;
        this.json = json;
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.TrainingProgressed progressed -> publish(event, "training", progressed.job());
            case Event.TrainingEnded ended -> publish(event, "training", ended.job());
            case Event.ModelActivated activated -> publish(event, "model", Map.of("version", activated.version()));
            case Event.ModelRefused refused ->
                publish(event, "refused", Map.of("version", refused.version(), "reason", refused.reason()));
            case Event.ChallengerJudged judged ->
                publish(event, "judged", Map.of("version", judged.version(), "verdict", judged.verdict()));
            case Event.DriftFound found -> publish(event, "drift", found);
            default -> {}
        }
    }

    private void publish(Event event, String what, Object body) {
        bus.publish("insight." + event.tenant().value() + "." + what, json.write(body));
    }
}
