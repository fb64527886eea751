package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void aListenerThatFailsHarmsNobody() {
        Logger logger = Logger.getLogger(Events.class.getName());
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            List<Event> heard = new ArrayList<>();
            Events events = new Events(List.of(
                    heard::add,
                    event -> {
                        throw new IllegalStateException("no");
                    },
                    heard::add));

            events.publish(new Event.ModelActivated(TenantId.LOCAL, "v1"));

            assertThat(heard).hasSize(2);
        } finally {
            logger.setLevel(before);
        }
    }
}
