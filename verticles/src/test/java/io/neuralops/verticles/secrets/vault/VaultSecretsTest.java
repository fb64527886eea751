package io.neuralops.verticles.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.signing.Signer;
import io.neuralops.verticles.secrets.Secret;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.secrets.SecretsContract;
import io.neuralops.verticles.secrets.UnusableSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VaultSecretsTest extends SecretsContract {
    private static final byte[] MESSAGE = "what is vouched for".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNING = "neuralops";

    private final VaultStandIn vault = new VaultStandIn();

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    protected Secrets open() {
        vault.token(Settings.TOKEN, 0, false);
        VaultSecrets opened = new VaultSecrets(Settings.withToken(vault.address()), System::nanoTime);
        opened.step();
        return opened;
    }

    @Override
    protected void copy(String from, String to) {
        vault.keyValue().put("neuralops/" + to, vault.keyValue().get("neuralops/" + from));
    }

    @Test
    void pathsAreThoseOfTheDocumentation() {
        secrets.findOrMake("one", () -> Map.of("a", "b"));
        secrets.signer().sign(MESSAGE);
        secrets.remove("one");

        assertThat(vault.requests())
                .contains(
                        "GET secret/data/neuralops/one",
                        "POST secret/data/neuralops/one",
                        "POST transit/sign/neuralops",
                        "POST transit/keys/neuralops",
                        "GET transit/keys/neuralops",
                        "DELETE secret/metadata/neuralops/one");
    }

    @Test
    void aRotatedKeySignsAndWhatTheOldOneSignedStillVerifies() {
        Signature first = secrets.signer().sign(MESSAGE);
        vault.transit().rotate(SIGNING);
        Signature second = secrets.signer().sign(MESSAGE);

        assertThat(first.value()).startsWith("vault:v1:");
        assertThat(second.value()).startsWith("vault:v2:");
        assertThat(second.keyId()).isNotEqualTo(first.keyId());
        assertThat(first.verifies(MESSAGE)).isTrue();
        assertThat(second.verifies(MESSAGE)).isTrue();
        assertThat(new Signature("Ed25519", first.keyId(), first.publicKey(), second.value()).verifies(MESSAGE))
                .isFalse();
    }

    @Test
    void ourKeysAreTrustedAfterARotationAndWithoutVault() {
        Signer signer = secrets.signer();
        String first = signer.sign(MESSAGE).publicKey();
        vault.transit().rotate(SIGNING);
        String second = open().signer().sign(MESSAGE).publicKey();

        assertThat(signer.trusts(second)).as("of a version that came later").isTrue();
        vault.seal(true);
        assertThat(signer.trusts(first)).isTrue();
        assertThat(signer.trusts(second)).isTrue();
        assertThatThrownBy(() -> signer.trusts("another")).isInstanceOf(FailureException.class);
    }

    @Test
    void theSignatureOfAnotherKeyIsNotPassedOn() {
        secrets.signer().sign(MESSAGE);
        vault.transit().signWithAnother(true);
        assertThatThrownBy(() -> secrets.signer().sign(MESSAGE))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("another key");

        vault.transit().signWithAnother(false);
        assertThat(secrets.signer().sign(MESSAGE).verifies(MESSAGE)).isTrue();
    }

    @Test
    void aKeyOfAnotherTypeIsToldByName() {
        secrets.signer().sign(MESSAGE);
        vault.transit().symmetric();

        assertThatThrownBy(() -> open().signer().sign(MESSAGE)).hasMessageContaining("not of the type ed25519");
    }

    @Test
    void whatAnOperatorDeletedIsNotMadeAnew() {
        secrets.findOrMake("one", () -> Map.of("a", "b"));
        vault.keyValue().deleteLatest("neuralops/one");

        assertThatThrownBy(() -> secrets.findOrMake("one", () -> Map.of("a", "c")))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("was deleted in Vault");
    }

    @Test
    void aSecretInAnotherFormIsRefusedWithoutBeingRepeated() {
        ObjectNode nested = new ObjectMapper().createObjectNode().put("name", "one");
        nested.putObject("inner").put("a", "planted-inside");
        vault.keyValue().put("neuralops/one", nested);
        vault.keyValue()
                .put("neuralops/two", new ObjectMapper().createObjectNode().put("value", "planted-inside"));

        for (String name : List.of("one", "two")) {
            assertThatThrownBy(() -> secrets.find(name))
                    .isInstanceOf(UnusableSecret.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageNotContaining("planted");
        }
    }

    @Test
    void nothingIsAskedOnAnEventLoop() {
        Vertx vertx = Vertx.vertx();
        try {
            Future<Object> asked =
                    Future.future(done -> vertx.getOrCreateContext().runOnContext(on -> {
                        try {
                            done.complete(secrets.find("one"));
                        } catch (RuntimeException e) {
                            done.fail(e);
                        }
                    }));
            assertThatThrownBy(asked::await).hasMessageContaining("on an event loop");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void theTokenShowsNowhere() {
        VaultSettings settings = Settings.withToken(vault.address());

        assertThat(List.of(settings, secrets, new Lease(Settings.TOKEN, java.time.Duration.ZERO, true))
                        .toString())
                .doesNotContain(Settings.TOKEN)
                .contains(vault.address().toString());
        assertThat(new Secret(1, Map.of("a", "planted")).toString()).doesNotContain("planted");
    }
}
