package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets for the profiler's requests, as they are kept and let go of. */
class SecretCommandIT extends CommandLineHarness {
    private static final String VALUE = "pa" + "ss-" + "1234567890";

    @Test
    void aSecretIsKeptFieldByFieldAndRemoved() {
        Result first = runWith(VALUE + "\n", "secret", "shop");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("The secret 'shop' is kept." + System.lineSeparator());
        assertThat(kept("shop")).isEqualTo(Map.of("value", VALUE));

        assertThat(runWith("other", "secret", "shop", "--field", "token").status())
                .isZero();
        assertThat(kept("shop")).isEqualTo(Map.of("value", VALUE, "token", "other"));
        runWith("new  \r\n", "secret", "shop", "--field", "token");
        assertThat(kept("shop")).isEqualTo(Map.of("value", VALUE, "token", "new"));

        assertThat(run("secret", "shop", "--remove").out()).contains("There is no secret 'shop' any more.");
        assertThat(kept("shop")).isEmpty();
        assertThat(run("secret", "shop", "--remove").status()).as("once more").isZero();
    }

    /** Whoever may run this command must not get at the keys of the service by a name. */
    @ParameterizedTest
    @ValueSource(strings = {"", "../jwt", "Shop", "a b", "profiler-x/../jwt", "x\u0000"})
    void namesOfNoSecretAreRefused(String name) {
        Result result = runWith("x", "secret", name);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
        assertThat(home.resolve("keys"))
                .satisfiesAnyOf(
                        keys -> assertThat(keys).doesNotExist(),
                        keys -> assertThat(keys.toFile().list()).noneMatch(file -> file.startsWith("profiler")));
    }

    @Test
    void aValueIsOneLineAndNotTooLong() {
        for (String value : List.of("", "\n", "two\nlines", "a\u0001b", "x".repeat(8_001))) {
            Result result = runWith(value, "secret", "shop");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("standard input").doesNotContain("xxxx");
        }
        assertThat(kept("shop")).isEmpty();
        assertThat(runWith("x".repeat(8_000), "secret", "shop").status()).isZero();
        assertThat(runWith("x", "secret", "shop", "--field", "Bad Field").status())
                .isEqualTo(1);
    }

    @Test
    void theValueIsNeverPrinted() {
        Result result = runWith(VALUE, "secret", "shop");
        assertThat(result.out() + result.err()).doesNotContain(VALUE);
        assertThat(run("secret", "--help").out()).contains("--field", "--remove", "neuralops secret shop");
    }

    private Map<String, String> kept(String name) {
        Optional<Secret> secret = new FileSecrets(home.resolve("keys")).find("profiler-" + name);
        return secret.map(Secret::fields).orElse(Map.of());
    }
}
