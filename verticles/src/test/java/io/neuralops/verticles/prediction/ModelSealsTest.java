package io.neuralops.verticles.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neuralops.models.onnx.RefusedModel;
import io.neuralops.models.onnx.RefusedModel.Reason;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.secrets.FileSecrets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSealsTest {
    private static final String CHECKSUM = "0123456789abcdef".repeat(4);
    private static final ModelSeal SEAL = new ModelSeal(new TenantId("acme"), "v3", CHECKSUM);

    private final Json json = new Json();

    @TempDir
    private Path folder;

    private ModelSeals seals;
    private ModelSeals others;
    private String stored;

    @BeforeEach
    void sign() {
        seals = new ModelSeals(new FileSecrets(folder.resolve("ours")).signer(), json);
        others = new ModelSeals(new FileSecrets(folder.resolve("theirs")).signer(), json);
        stored = seals.sign(SEAL);
    }

    @Test
    void whatWasSignedIsVerified() {
        assertThatCode(() -> seals.verify(SEAL, stored)).doesNotThrowAnyException();
        assertThat(json.read(stored, Signature.class).verifies(SEAL.bytes()))
                .as("with nothing but what is stored")
                .isTrue();
    }

    @Test
    void aSignatureIsOfOneTenantsOneVersionWithOneChecksum() {
        assertThat(reason(seals, new ModelSeal(new TenantId("globex"), "v3", CHECKSUM), stored))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(seals, new ModelSeal(SEAL.tenant(), "v4", CHECKSUM), stored))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(seals, new ModelSeal(SEAL.tenant(), "v3", "f" + CHECKSUM.substring(1)), stored))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void noSignatureIsNone() {
        assertThat(reason(seals, SEAL, null)).isEqualTo(Reason.UNSIGNED);
        for (String broken : new String[] {"", "null", "{}", "\u0000", "vault:v1:AAAA", "[1]", stored + "x"}) {
            assertThat(reason(seals, SEAL, broken)).as(broken).isEqualTo(Reason.BAD_SIGNATURE);
        }
    }

    @Test
    void anotherKeyIsNotOurs() {
        assertThat(reason(seals, SEAL, others.sign(SEAL))).isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(reason(others, SEAL, stored)).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void partsOfTwoSignaturesAreNone() {
        Signature ours = json.read(stored, Signature.class);
        Signature theirs = json.read(others.sign(SEAL), Signature.class);

        assertThat(reason(
                        seals,
                        SEAL,
                        json.write(new Signature("Ed25519", ours.keyId(), ours.publicKey(), theirs.value()))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reason(
                        seals,
                        SEAL,
                        json.write(new Signature("Ed25519", ours.keyId(), theirs.publicKey(), theirs.value()))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        for (String algorithm : new String[] {"RSA", "Ed448", "none", ""}) {
            assertThat(reason(
                            seals,
                            SEAL,
                            json.write(new Signature(algorithm, ours.keyId(), ours.publicKey(), ours.value()))))
                    .isEqualTo(Reason.ALGORITHM);
        }
    }

    private static Reason reason(ModelSeals seals, ModelSeal seal, @Nullable String stored) {
        RefusedModel refused = catchThrowableOfType(RefusedModel.class, () -> seals.verify(seal, stored));
        assertThat(refused).isNotNull();
        return refused.reason();
    }
}
