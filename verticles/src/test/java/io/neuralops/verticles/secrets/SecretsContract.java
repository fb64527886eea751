package io.neuralops.verticles.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.privacy.Kind;
import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.privacy.Pseudonymizer;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of secrets wherever they are kept. */
public abstract class SecretsContract {
    protected static final TenantId ACME = new TenantId("acme");
    protected static final TenantId GLOBEX = new TenantId("globex");
    private static final byte[] MESSAGE = "what is vouched for".getBytes(StandardCharsets.UTF_8);

    protected Secrets secrets;

    /** The same secrets, as another process sees them. */
    protected abstract Secrets open();

    /** Puts a copy of what is kept under a name under another, past the service. */
    protected abstract void copy(String from, String to) throws Exception;

    @BeforeEach
    void openFirst() {
        secrets = open();
    }

    @Test
    void whatIsKeptIsFoundByAnotherProcess() {
        assertThat(secrets.find("one")).isEmpty();
        assertThat(secrets.put("one", new Secret(0, Map.of("a", "ä \n\"1\"", "b", ""))))
                .isTrue();

        assertThat(open().find("one")).contains(new Secret(1, Map.of("a", "ä \n\"1\"", "b", "")));
        assertThat(open().find("two")).isEmpty();
    }

    @Test
    void onlyWhoReadTheLatestMayReplaceIt() {
        assertThat(secrets.put("one", secret(0, "first"))).isTrue();
        assertThat(open().put("one", secret(0, "second"))).isFalse();
        assertThat(open().put("one", secret(1, "third"))).isTrue();
        assertThat(secrets.put("one", secret(1, "fourth"))).isFalse();
        assertThat(secrets.put("two", secret(1, "fifth"))).isFalse();

        assertThat(secrets.find("one")).contains(secret(2, "third"));
        assertThat(secrets.find("two")).isEmpty();
    }

    @Test
    void allWhoMakeTheSameAtOnceGetTheSame() throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        List<Future<Secret>> made;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            made = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        Secrets own = open();
                        together.await();
                        return own.findOrMake("shared", () -> Map.of("by", "" + i));
                    }))
                    .toList();
            together.countDown();
        }
        Map<Secret, Boolean> different = new ConcurrentHashMap<>();
        for (Future<Secret> one : made) {
            different.put(one.get(), true);
        }
        assertThat(different).hasSize(1);
    }

    @Test
    void whatIsRemovedIsGoneAndMayBeMadeAgain() {
        secrets.remove("one");
        secrets.put("one", secret(0, "a"));
        secrets.put("one", secret(1, "b"));
        secrets.remove("one");

        assertThat(open().find("one")).isEmpty();
        assertThat(secrets.put("one", secret(0, "c"))).isTrue();
        assertThat(secrets.find("one").orElseThrow().field("value")).isEqualTo("c");
    }

    @Test
    void aSecretUnderTheNameOfAnotherIsRefused() throws Exception {
        PseudonymKeyring keyring = keyring();
        keyring.of(GLOBEX);
        copy("pseudonym-globex", "pseudonym-acme");

        assertThatThrownBy(() -> keyring().of(ACME))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("pseudonym-globex")
                .hasMessageContaining("put the right one back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../one", "a/b", "A", "-a", ".new", "a.b", "ä"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> secrets.find(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secrets.put(name, secret(0, "a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secrets.remove(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachTenantHasKeysOfItsOwnAndKeepsTheOldOnes() {
        PseudonymKeys first = keyring().of(ACME);
        String before = pseudonym(first);
        assertThat(pseudonym(keyring().of(GLOBEX))).isNotEqualTo(before);
        assertThat(pseudonym(keyring().of(ACME))).isEqualTo(before).startsWith("person:k1:");

        keyring().rotate(ACME);
        PseudonymKeys rotated = keyring().of(ACME);

        assertThat(rotated.ids()).containsExactly("k1", "k2");
        assertThat(pseudonym(rotated)).startsWith("person:k2:").isNotEqualTo(before);
        assertThat(new Pseudonymizer(rotated).pseudonyms(Kind.PERSON, "Grace"))
                .containsExactly(before, pseudonym(rotated));
        assertThat(keyring().of(GLOBEX).ids()).containsExactly("k1");
    }

    @Test
    void keysStayInTheOrderOfTheirNumbers() {
        for (int i = 1; i < 12; i++) {
            keyring().rotate(ACME);
        }
        assertThat(keyring().of(ACME).ids()).hasSize(12).endsWith("k9", "k10", "k11", "k12");
        assertThat(pseudonym(keyring().of(ACME))).startsWith("person:k12:");
    }

    @Test
    void keysThatWentAreNotMadeByLooking() {
        keyring().of(ACME);
        keyring().remove(ACME);

        assertThat(keyring().find(ACME)).isEmpty();
        assertThat(keyring().find(ACME)).isEmpty();
    }

    @Test
    void thePasswordOfTheDatabaseIsKeptAndReplaced() {
        KeptPassword password = new KeptPassword(secrets);
        assertThat(password.password()).isEmpty();
        password.keep("one");
        password.keep("two");

        assertThat(new KeptPassword(open()).password()).contains("two");
    }

    @Test
    void theKeyOfTokensIsTheSameForAll() {
        TokenKey key = TokenKey.of(secrets);

        assertThat(TokenKey.of(open())).isEqualTo(key);
        assertThat(key.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void aSignatureIsVerifiedOfflineAndForNothingElse() {
        Signature signature = secrets.signer().sign(MESSAGE);

        assertThat(signature.verifies(MESSAGE)).isTrue();
        assertThat(signature.algorithm()).isEqualTo("Ed25519");
        assertThat(signature.keyId()).matches("[0-9a-f]{16}");
        assertThat(open().signer().sign(MESSAGE)).isEqualTo(signature);
        for (int i = 0; i < MESSAGE.length; i++) {
            byte[] changed = MESSAGE.clone();
            changed[i] ^= 1;
            assertThat(signature.verifies(changed)).isFalse();
        }
        assertThat(new Signature("Ed25519", signature.keyId(), signature.publicKey(), "!").verifies(MESSAGE))
                .isFalse();
    }

    @Test
    void onlyOurKeyIsTrusted() throws Exception {
        String ours = secrets.signer().sign(MESSAGE).publicKey();
        String another = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());

        assertThat(secrets.signer().trusts(ours)).isTrue();
        assertThat(open().signer().trusts(ours)).as("by another process").isTrue();
        assertThat(secrets.signer().trusts(another)).isFalse();
        assertThat(secrets.signer().trusts("")).isFalse();
    }

    @Test
    void nothingSecretShowsInWhatIsPrinted() {
        Secret secret = secret(1, "planted-in-a-secret");
        PseudonymKeys keys = keyring().of(ACME);
        String kept = secrets.find("pseudonym-acme").orElseThrow().field("k1");

        assertThat(secret.toString()).doesNotContain("planted");
        assertThat(List.of(keys, secrets, keyring(), secrets.signer(), new KeptPassword(secrets))
                        .toString())
                .doesNotContain(kept);
    }

    private PseudonymKeyring keyring() {
        return new PseudonymKeyring(open(), new SecureRandom());
    }

    private static Secret secret(long version, String value) {
        return new Secret(version, Map.of("value", value));
    }

    private static String pseudonym(PseudonymKeys keys) {
        return new Pseudonymizer(keys).pseudonym(Kind.PERSON, "Grace");
    }
}
