package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.SettableClock;
import io.neuralops.gateway.TestService;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final SettableClock clock = new SettableClock(TestService.START);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsShortShowsNothing() {
        for (boolean interactive : new boolean[] {true, false}) {
            Progress progress = progress(interactive);
            clock.advance(Duration.ofMillis(200));
            progress.show(0.5, "half");
            progress.end();
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aTerminalSeesABarThatIsDrawnOverAndClearedAtTheEnd() {
        Progress progress = progress(true);
        clock.advance(Duration.ofMillis(400));
        progress.show(0.5, "half");
        progress.show(0.6, "too soon to be drawn");
        clock.advance(Duration.ofMillis(150));
        progress.show(2, "beyond");
        progress.end();

        assertThat(err.toString())
                .startsWith("\r\u001b[Kwork [###############               ] 50 % half")
                .contains("100 % beyond")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n", "too soon");
        assertThat(out.toString()).as("results are apart").isEmpty();
    }

    @Test
    void aLogSeesALineNowAndThen() {
        Progress progress = progress(false);
        for (int second = 1; second <= 12; second++) {
            clock.advance(Duration.ofSeconds(1));
            progress.show(second == 1 ? -1 : 0.25, second + " s");
        }
        progress.end();

        assertThat(err.toString().lines())
                .containsExactly("work 1 s", "work 25 % 6 s, 18 s left", "work 25 % 11 s, 33 s left");
    }

    private Progress progress(boolean interactive) {
        return new Progress(
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        interactive,
                        name -> null,
                        clock),
                "work");
    }
}
