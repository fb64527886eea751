package io.neuralops.verticles.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {
    @TempDir
    private Path folder;

    private Path keys;

    @BeforeEach
    void place() {
        keys = folder.resolve("home/keys");
    }

    @Test
    void aKeyIsMadeOnceForEachTenantAndKept() {
        byte[] one = open().pseudonymKey(new TenantId("one"));

        assertThat(one).hasSize(32);
        assertThat(open().pseudonymKey(new TenantId("one"))).isEqualTo(one);
        assertThat(open().pseudonymKey(new TenantId("two"))).isNotEqualTo(one);
    }

    @Test
    void onlyTheOwnerCanReadItAndNoDraftIsLeft() throws IOException {
        open().pseudonymKey(TenantId.LOCAL);

        assertThat(mode(keys)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(keys)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        open().pseudonymKey(TenantId.LOCAL);
        Path file = keys.resolve("pseudonym-local.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> open().pseudonymKey(TenantId.LOCAL))
                .hasMessageContainingAll(file.toString(), "chmod 600");
    }

    @Test
    void aKeyThatIsCutShortIsRefusedAndNotReplaced() throws IOException {
        open().pseudonymKey(TenantId.LOCAL);
        Path file = keys.resolve("pseudonym-local.key");
        Files.write(file, new byte[31]);

        assertThatThrownBy(() -> open().pseudonymKey(TenantId.LOCAL))
                .hasMessageContainingAll(file.toString(), "cut short");
        assertThat(file).hasSize(31);
    }

    private LocalKeys open() {
        return new LocalKeys(keys, new SecureRandom());
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
