package io.neuralops.verticles.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.signing.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSignerTest {
    private static final byte[] MESSAGE = "what is vouched for".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aSignatureIsVerifiedWithWhatItCarries() {
        Signature signature = keys().signer().sign(MESSAGE);

        assertThat(signature.verifies(MESSAGE)).isTrue();
        assertThat(signature.algorithm()).isEqualTo("Ed25519");
        assertThat(signature.keyId()).matches("[0-9a-f]{16}");
        for (int i = 0; i < MESSAGE.length; i++) {
            byte[] changed = MESSAGE.clone();
            changed[i] ^= 1;
            assertThat(signature.verifies(changed)).isFalse();
        }
    }

    @Test
    void theKeyIsKeptAndIsItsOwner() throws IOException {
        Signature first = keys().signer().sign(MESSAGE);

        assertThat(keys().signer().sign(MESSAGE)).isEqualTo(first);
        Path file = folder.resolve("report-signing.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherKeyOrABrokenSignatureDoesNotVerify() {
        Signature one = keys().signer().sign(MESSAGE);
        Signature other = new LocalKeys(folder.resolve("other"), new SecureRandom())
                .signer()
                .sign(MESSAGE);

        assertThat(new Signature(one.algorithm(), one.keyId(), other.publicKey(), one.value()).verifies(MESSAGE))
                .isFalse();
        assertThat(new Signature(one.algorithm(), one.keyId(), one.publicKey(), "!").verifies(MESSAGE))
                .isFalse();
        assertThat(new Signature("none", one.keyId(), one.publicKey(), one.value()).verifies(MESSAGE))
                .isFalse();
    }

    @Test
    void aDamagedKeyFileIsToldByName() throws IOException {
        keys().signer().sign(MESSAGE);
        Files.write(folder.resolve("report-signing.key"), new byte[100]);

        assertThatThrownBy(() -> keys().signer().sign(MESSAGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("report-signing");
    }

    private LocalKeys keys() {
        return new LocalKeys(folder, new SecureRandom());
    }
}
