package io.neuralops.bench.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The figures that personal data is found by, on texts that were labelled by others. */
class PrivacyFiguresTest {
    @Test
    void enoughIsFound() throws IOException {
        assertThat(Bars.presidio(LabelledText.read(file("pii_presidio/synth_dataset_v2.jsonl.gz"))))
                .hasSize(7)
                .allSatisfy((type, figure) -> {
                    assertThat(figure.measured().labelled()).as(type).isPositive();
                    assertThat(figure.verdict()).as(type + " " + figure).isEqualTo("PASS");
                });
    }

    @Test
    void harmlessLinesAreLeftAlone() {
        FalseAlarms alarms = FalseAlarms.count(new HarmlessLines(7), 4_000_000);

        assertThat(alarms.lines()).isGreaterThan(40_000);
        assertThat(alarms.alarms()).as(alarms.toString()).isLessThanOrEqualTo(alarms.lines() / 10_000);
    }

    /** Texts that are not ours to distribute; skips the test where they aren't there. */
    private static Path file(String name) {
        String said = System.getenv("NEURALOPS_DATA");
        // Tests run in the folder of their module.
        Path file = (said == null ? Path.of("..", "..", "shared", "data") : Path.of(said)).resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> file + " is not there: this test needs the real data (NEURALOPS_DATA says where it lies)");
        return file;
    }
}
