package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More connections than are set are turned away with a reason, and there is room again when others are closed. */
class ConnectionLimitIT {
    private static final String ASK = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void oneTooManyIsToldSoAndTheOthersAreServed(@TempDir Path home) throws Exception {
        try (TestService service = TestService.start(home, Map.of("NEURALOPS_MAX_CONNECTIONS", "3"));
                RawConnection first = new RawConnection(service.url());
                RawConnection second = new RawConnection(service.url())) {
            String answered;
            try (RawConnection third = new RawConnection(service.url())) {
                assertThat(third.send(ASK).some()).startsWith("HTTP/1.1 200 ");
                try (RawConnection fourth = new RawConnection(service.url())) {
                    assertThat(fourth.send(ASK).all())
                            .startsWith("HTTP/1.1 503 ")
                            .contains("Retry-After: ", "Connection: close", "application/problem+json", "unavailable");
                }
                try (RawConnection silent = new RawConnection(service.url())) {
                    assertThat(silent.all()).startsWith("HTTP/1.1 503 ");
                }
                hundredsAtOnceAreAllTurnedAway(service.url());
                assertThat(first.send(ASK).some()).startsWith("HTTP/1.1 200 ");
            }

            Await.until("room for another", () -> {
                try (RawConnection another = new RawConnection(service.url())) {
                    return another.send(ASK).some().startsWith("HTTP/1.1 200 ");
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            answered = second.send(ASK).some() + second.some();
            assertThat(answered).startsWith("HTTP/1.1 200 ");
        }
    }

    private static void hundredsAtOnceAreAllTurnedAway(String url) throws Exception {
        List<RawConnection> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new RawConnection(url));
        }
        for (RawConnection one : many) {
            assertThat(one.all()).matches("(?s)(HTTP/1.1 503 .*|<reset>|)");
            one.close();
        }
    }
}
