package io.neuralops.verticles.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.secrets.Secret;
import io.neuralops.verticles.secrets.Standing;
import io.neuralops.verticles.secrets.vault.VaultStandIn.Mood;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How it waits for Vault, stays logged in, and tells what is wrong. */
class VaultSessionTest {
    private static final String RENEW = "POST auth/token/renew-self";
    private static final String LOGIN = "POST auth/kubernetes/login";
    private static final String HEALTH = "GET sys/health";

    @TempDir
    private Path folder;

    /** Near the end of its range, where a difference is right and a comparison is not. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

    private final VaultStandIn vault = new VaultStandIn();

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void aSealedVaultIsWaitedForAndHealsByItself() {
        vault.token(Settings.TOKEN, 0, false);
        vault.seal(true);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        assertThat(secrets.standing()).isEqualTo(new Standing.Waiting("sealed"));
        assertThat(unavailable(secrets)).isEqualTo("secrets: waiting (sealed)");

        vault.seal(false);
        assertThat(secrets.isDue()).isFalse();
        pass(secrets, 1);

        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
        assertThat(secrets.find("one")).isEmpty();
    }

    @Test
    void oneThatIsSealedLaterIsNotAskedUntilItIsBack() {
        vault.token(Settings.TOKEN, 0, false);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        vault.seal(true);
        assertThat(unavailable(secrets)).isEqualTo("secrets: waiting (sealed)");
        assertThat(secrets.standing()).isEqualTo(new Standing.Away("sealed"));
        int asked = vault.requests().size();
        assertThat(unavailable(secrets)).isEqualTo("secrets: waiting (sealed)");
        assertThat(vault.requests()).hasSize(asked);

        vault.seal(false);
        pass(secrets, 1);
        assertThat(secrets.put("one", new Secret(0, Map.of("a", "b")))).isTrue();
    }

    @Test
    void thatItWasSealedIsSeenWithoutUse() {
        vault.token(Settings.TOKEN, 0, false);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        vault.seal(true);
        pass(secrets, 30);
        assertThat(secrets.standing()).isEqualTo(new Standing.Away("sealed"));
    }

    @Test
    void attemptsBecomeRarerUpToHalfAMinute() {
        vault.initialized(false);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        assertThat(secrets.standing()).isEqualTo(new Standing.Waiting("not initialised"));
        for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            long before = vault.count(HEALTH);
            nanos.addAndGet(Duration.ofSeconds(pause).toNanos() - 1);
            secrets.step();
            assertThat(vault.count(HEALTH)).isEqualTo(before);
            nanos.addAndGet(1);
            secrets.step();
            assertThat(vault.count(HEALTH)).isEqualTo(before + 1);
        }
    }

    @Test
    void oneThatIsNotThereIsWaitedForToo() {
        URI address = vault.address();
        vault.close();
        VaultSecrets secrets = begun(Settings.withToken(address));
        assertThat(secrets.standing()).isEqualTo(new Standing.Waiting("can't be reached"));

        try (VaultStandIn later = new VaultStandIn(address.getPort())) {
            later.token(Settings.TOKEN, 0, false);
            pass(secrets, 1);
            assertThat(secrets.standing()).isEqualTo(new Standing.Open());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, something else than JSON",
        "REDIRECTING, leads elsewhere",
        "HUGE, more than is taken",
        "GARBLED, ''",
        "FAILING, status 500",
        "DRIPPING, no answer in time"
    })
    void whatIsNoAnswerOfVaultIsToldInOurWordsAndHeals(Mood mood, String words) {
        vault.token(Settings.TOKEN, 0, false);
        VaultSecrets secrets = new VaultSecrets(
                Settings.withToken(vault.address()),
                nanos::get,
                Duration.ofMillis(mood == Mood.DRIPPING ? 300 : 5_000));
        vault.be(mood);
        secrets.step();
        assertThat(secrets.standing()).isInstanceOf(Standing.Waiting.class);
        assertThat(secrets.standing().toString()).contains(words).doesNotContain("planted");

        vault.be(Mood.USUAL);
        pass(secrets, 1);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());

        vault.be(mood);
        assertThat(unavailable(secrets)).contains(words).doesNotContain("planted");
        assertThat(vault.requests()).noneMatch(request -> request.contains("elsewhere"));
    }

    /** In answers that seem good: texts where numbers are meant, nothing where something is needed, half an answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sys/health | {\"initialized\":\"planted\",\"sealed\":1}",
                "lookup-self | {\"data\":{}}",
                "lookup-self | {\"data\":{\"policies\":[],\"ttl\":\"planted\"}}",
                "lookup-self | {\"data\":{\"policies\":[],\"ttl\":planted",
            })
    void anAnswerInAnotherFormEndsNothingAndGrantsNothing(String path, String answer) {
        vault.token(Settings.TOKEN, 0, false);
        vault.answer(path, answer);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        assertThat(secrets.standing()).isInstanceOf(Standing.Waiting.class);
        assertThat(secrets.standing().toString()).doesNotContain("planted");

        vault.usual();
        pass(secrets, 1);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
    }

    @Test
    void halfARenewalIsNoRenewal() {
        StandInToken token = vault.token(Settings.TOKEN, 60, true);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        token.pass(41);
        vault.answer("renew-self", "{\"auth\":{\"client_token\"");
        pass(secrets, 30);
        pass(secrets, 11);
        assertThat(secrets.standing()).isInstanceOf(Standing.Away.class);

        vault.usual();
        pass(secrets, 1);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
    }

    @Test
    void aSlowAnswerIsWaitedForABoundedTime() {
        CountDownLatch gate = new CountDownLatch(1);
        vault.token(Settings.TOKEN, 0, false);
        vault.hold(gate);
        VaultSecrets secrets =
                new VaultSecrets(Settings.withToken(vault.address()), nanos::get, Duration.ofMillis(200));
        long begun = System.nanoTime();
        secrets.step();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(5);
        assertThat(secrets.standing()).isEqualTo(new Standing.Waiting("no answer in time"));

        gate.countDown();
        pass(secrets, 1);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
    }

    /** Whatever Vault's clock says, and however far it is off ours. */
    @ParameterizedTest
    @CsvSource({"1990-01-01T00:00:00Z", "2190-01-01T00:00:00Z", "never"})
    void aTokenIsRenewedWhenTwoThirdsOfItsLeaseAreOver(String end) {
        StandInToken token = vault.token(Settings.TOKEN, 60, true);
        token.sayItEnds(end);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());

        for (int round = 1; round <= 3; round++) {
            pass(secrets, token, 20);
            pass(secrets, token, 19);
            assertThat(vault.count(RENEW)).isEqualTo(round - 1);
            pass(secrets, token, 1);
            assertThat(vault.count(RENEW)).isEqualTo(round);
            assertThat(token.left()).isEqualTo(60);
        }
    }

    @Test
    void aTokenThatEndedIsToldAndCachedThingsAreNotAskedFor() {
        StandInToken token = vault.token(Settings.TOKEN, 60, false);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        pass(secrets, token, 45);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
        token.pass(60);

        assertThat(unavailable(secrets)).contains("the token has expired");
        assertThat(secrets.standing()).isInstanceOf(Standing.Away.class);
        assertThat(secrets.standing().toString()).contains("VAULT_TOKEN").doesNotContain(Settings.TOKEN);
        assertThat(vault.count(RENEW)).isZero();

        VaultSecrets another = begun(Settings.withToken(vault.address()));
        assertThat(another.standing()).isInstanceOf(Standing.Waiting.class);
    }

    @Test
    void aTokenIsRenewedAgainOnceVaultIsBack() {
        StandInToken token = vault.token(Settings.TOKEN, 60, true);
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        vault.seal(true);
        pass(secrets, token, 40);
        assertThat(vault.count(RENEW)).isZero();
        vault.seal(false);
        pass(secrets, token, 1);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
        pass(secrets, token, 13);
        assertThat(vault.count(RENEW)).isEqualTo(1);
    }

    @Test
    void aPodLogsInAndDoesSoAgainWhenItsTokenIsOver() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "planted-jwt\n");
        vault.kubernetes("planted-jwt", 60);
        VaultSecrets secrets = begun(Settings.ofPod(vault.address(), file));
        assertThat(secrets.find("one")).isEmpty();
        assertThat(vault.count(LOGIN)).isEqualTo(1);

        vault.revoke("hvs.planted-login-0");
        vault.kubernetes("planted-jwt-2", 60);
        Files.writeString(file, "planted-jwt-2");
        assertThat(secrets.find("one")).isEmpty();
        assertThat(vault.count(LOGIN)).isEqualTo(2);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
    }

    @Test
    void aPodLogsInAnewWhereRenewingIsNoUse() throws IOException {
        vault.kubernetes("planted-jwt", 60);
        VaultSecrets secrets =
                begun(Settings.ofPod(vault.address(), Files.writeString(folder.resolve("token"), "planted-jwt")));
        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        secrets.step();
        assertThat(vault.count(RENEW)).isEqualTo(1);
        assertThat(vault.count(LOGIN)).isEqualTo(1);
        vault.revoke("hvs.planted-login-0");
        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        secrets.step();
        assertThat(vault.count(LOGIN)).isEqualTo(2);
    }

    @Test
    void aLoginThatIsRefusedOrHasNoTokenOfAServiceAccountIsTold() throws IOException {
        Path file = folder.resolve("token");
        vault.kubernetes("planted-jwt", 60);
        VaultSecrets secrets = begun(Settings.ofPod(vault.address(), file));
        assertThat(secrets.standing().toString()).contains("VAULT_K8S_JWT_PATH can't be read");

        Files.writeString(file, "planted-other-jwt");
        pass(secrets, 1);
        assertThat(secrets.standing().toString()).contains("clocks that differ").doesNotContain("planted");
        Files.write(file, new byte[100_000]);
        pass(secrets, 2);
        assertThat(secrets.standing().toString()).contains("holds no token");
        Files.writeString(file, "planted-jwt");
        pass(secrets, 4);
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
    }

    @Test
    void aRightThatIsMissingIsToldAtTheStartAndLater() {
        vault.token(Settings.TOKEN, 0, false);
        vault.deny("secret/data");
        VaultSecrets secrets = begun(Settings.withToken(vault.address()));
        assertThat(secrets.standing().toString()).contains("policy", "secret/data/neuralops/");

        vault.permitAll();
        pass(secrets, 1);
        assertThat(secrets.find("one")).isEmpty();
        vault.deny("neuralops/one");
        assertThat(unavailable(secrets)).contains("Vault refuses what is needed");
        assertThat(secrets.standing()).isEqualTo(new Standing.Open());
        assertThat(secrets.find("two")).isEmpty();
    }

    @Test
    void withoutKvAtItsMountNothingBegins() {
        vault.token(Settings.TOKEN, 0, false);
        VaultSettings s = Settings.withToken(vault.address());
        VaultSecrets secrets = begun(new VaultSettings(
                s.address(), s.token(), s.kubernetes(), "", "elsewhere", s.transitMount(), s.prefix(), null));

        assertThat(secrets.standing().toString()).contains("VAULT_KV_MOUNT");
    }

    @Test
    void aNamespaceGoesWithEachCall() {
        vault.token(Settings.TOKEN, 0, false);
        vault.namespace("team-a");
        assertThat(begun(Settings.withToken(vault.address())).standing()).isInstanceOf(Standing.Waiting.class);

        VaultSecrets secrets = begun(Settings.inNamespace(vault.address(), "team-a"));
        assertThat(secrets.find("one")).isEmpty();
        assertThat(secrets.signer().sign(new byte[1]).value()).startsWith("vault:v1:");
    }

    private VaultSecrets begun(VaultSettings settings) {
        VaultSecrets secrets = new VaultSecrets(settings, nanos::get);
        secrets.step();
        return secrets;
    }

    private void pass(VaultSecrets secrets, int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        secrets.step();
    }

    private void pass(VaultSecrets secrets, StandInToken token, int seconds) {
        token.pass(seconds);
        pass(secrets, seconds);
    }

    private static String unavailable(VaultSecrets secrets) {
        FailureException thrown = catchThrowableOfType(FailureException.class, () -> secrets.find("one"));
        assertThat(thrown.failure()).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> {
                    throw thrown;
                })
                .hasNoCause();
        return thrown.failure().detail();
    }
}
