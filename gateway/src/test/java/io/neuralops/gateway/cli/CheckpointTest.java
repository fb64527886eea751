package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("runs.csv"), "a");
    }

    @Test
    void remembersTheLineUntilItIsCleared() {
        assertThat(checkpoint("").line()).isZero();
        checkpoint("").reached(7);
        assertThat(checkpoint("").line()).isEqualTo(7);
        checkpoint("").clear();
        assertThat(checkpoint("").line()).isZero();
    }

    @Test
    void belongsToTheTenantTheMappingAndTheVeryFile() throws IOException {
        checkpoint("").reached(7);

        assertThat(checkpoint("a=b").line()).isZero();
        assertThat(Checkpoint.of(folder, new TenantId("other"), file.toString(), "")
                        .line())
                .isZero();
        Files.writeString(file, "changed");
        assertThat(checkpoint("").line()).isZero();
    }

    @Test
    void standardInputHasNone() {
        Checkpoint none = Checkpoint.of(folder, TenantId.LOCAL, "-", "");
        none.reached(7);

        assertThat(none.line()).isZero();
    }

    @Test
    void aDamagedOneIsNone() throws IOException {
        checkpoint("").reached(7);
        try (Stream<Path> kept = Files.list(folder.resolve("imports"))) {
            Files.writeString(kept.findFirst().orElseThrow(), "seven");
        }

        assertThat(checkpoint("").line()).isZero();
    }

    private Checkpoint checkpoint(String readAs) {
        return Checkpoint.of(folder, TenantId.LOCAL, file.toString(), readAs);
    }
}
