package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final SettableClock clock = new SettableClock(TestService.START);
    private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());

    @Test
    void theyAreOfVersion7AndCarryTheTime() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TestService.START.toEpochMilli());
        assertThat(ids.text()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void theySortByTheTimeTheyWereMade() {
        String before = ids.text();
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofMillis(1));
            String after = ids.text();
            assertThat(after).isGreaterThan(before);
            before = after;
        }
    }

    @Test
    void thoseOfOneMomentDiffer() {
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }
        assertThat(made).hasSize(10_000);
    }
}
