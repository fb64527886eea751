package io.neuralops.verticles.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArtifactsTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final byte[] OLD = "old".getBytes(UTF_8);
    private static final byte[] NEW = "new".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private ModelArtifacts artifacts;
    private String oldChecksum;

    @BeforeEach
    void write() {
        artifacts = new ModelArtifacts(folder);
        oldChecksum = artifacts.write(TENANT, "v1", OLD);
    }

    @Test
    void untilWhatWasPreparedSettlesTheChecksumThatIsStoredDecidesWhichIsRead() throws IOException {
        String newChecksum = artifacts.prepare(TENANT, "v1", NEW);

        // A process that died before the checksum was stored, then one that died after it.
        assertThat(artifacts.read(TENANT, "v1", oldChecksum)).isEqualTo(OLD);
        assertThat(artifacts.read(TENANT, "v1", newChecksum)).isEqualTo(NEW);

        assertThat(files()).as("the reader has it take its place").isOne();
        artifacts.settle(TENANT, "v1");
        assertThat(artifacts.read(TENANT, "v1", newChecksum)).isEqualTo(NEW);
    }

    @Test
    void whatSettledIsAllThereIs() throws IOException {
        String newChecksum = artifacts.prepare(TENANT, "v1", NEW);

        artifacts.settle(TENANT, "v1");

        assertThat(files()).isOne();
        assertThat(artifacts.read(TENANT, "v1", newChecksum)).isEqualTo(NEW);
        assertThatIllegalStateException().isThrownBy(() -> artifacts.read(TENANT, "v1", oldChecksum));
    }

    @Test
    void neitherFileIsTakenWithAnotherChecksum() throws IOException {
        artifacts.prepare(TENANT, "v1", NEW);

        assertThatIllegalStateException()
                .isThrownBy(() -> artifacts.read(TENANT, "v1", "0".repeat(64)))
                .withMessageContaining("not the one that was trained");
        assertThat(files()).isEqualTo(2);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
