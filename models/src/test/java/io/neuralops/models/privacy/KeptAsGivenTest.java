package io.neuralops.models.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What callers may use as an id, and what is refused since it would be kept as it is. */
class KeptAsGivenTest {
    @Test
    void whatPlainlyIsPersonalOrSecretIsTold() {
        Map<String, Kind> refused = Map.ofEntries(
                Map.entry("run of ann@mail.example.org", Kind.EMAIL),
                Map.entry("ANN@MAIL.EXAMPLE.ORG", Kind.EMAIL),
                Map.entry("ann%40mail.example.org-17", Kind.EMAIL),
                Map.entry("ann\u200b@mail.exam\u200bple.org", Kind.EMAIL),
                Map.entry("bob@163.com", Kind.EMAIL),
                Map.entry(base64("it was ann@mail.example.org"), Kind.EMAIL),
                Map.entry("DE75512108001245126199", Kind.IBAN),
                Map.entry("de75512108001245126199", Kind.IBAN),
                Map.entry("pay/DE75 5121 0800 1245 1261 99", Kind.IBAN),
                Map.entry("4012-8888-8888-1881", Kind.CARD),
                Map.entry("4012 8888 8888 1881", Kind.CARD),
                Map.entry("3782 822463 10005", Kind.CARD),
                Map.entry("call +1 415-555-0132", Kind.PHONE),
                Map.entry("+41446681800", Kind.PHONE),
                Map.entry("ssn 536-22-8726", Kind.NATIONAL_ID),
                Map.entry("536-22-8726", Kind.NATIONAL_ID),
                Map.entry("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJlcGxhbnRlZA", Kind.SECRET),
                Map.entry("AKIA" + "Q3EGRPLANTEDX7ZQ", Kind.SECRET),
                Map.entry("ghp_" + "plantedPLANTED0123456789plantedPLANT", Kind.SECRET),
                Map.entry("glpat-" + "x7Fh29dkq1Lm_Zp40vTs", Kind.SECRET),
                Map.entry("Bearer planted-8f7e6d5c4b3a", Kind.SECRET),
                Map.entry("-----BEGIN PRIVATE " + "KEY----- MIIEpAIBAAKCAQEAplantedplanted", Kind.SECRET),
                Map.entry("deploy password=hunter2", Kind.SECRET),
                Map.entry("clone https://ann:" + "pass@git.example.org/x", Kind.SECRET));

        refused.forEach(
                (value, kind) -> assertThat(KeptAsGiven.kind(value)).as(value).isEqualTo(kind));
    }

    @Test
    void namesAndIdsAsTheyAreInUseAreTaken() {
        for (String value : List.of(
                "r1",
                "payments/deploy",
                "19482374651",
                "4012888888881881",
                "415-555-0132",
                "240105-1234",
                "20240105Z",
                "c++ build 17+21",
                "build+20250102",
                "1.2.3+20250102030405",
                "run-123-45-67",
                "2025-01-02T03:04:05Z",
                "nightly-2025-01-02",
                "build-1.2.3.4",
                "9fceb02d0ae598e95dc970b74767f19372d61af8",
                "Build (ubuntu-22.04, jdk 21)",
                "Build: linux-x64",
                "host-10.0.0.1-17",
                "octo/repo/.github/workflows/build.yml@refs/heads/main",
                "actions/checkout@v4",
                "lodash@4.17.21",
                "release hibernate@5.4.0.Final",
                "npm_run_build_and_test_on_all_platforms_x",
                "hf_transformers_nightly_build_for_cuda12",
                "sk-learn-nightly-build-on-ubuntu-22-04-lts",
                "Basic build-ubuntu-2204",
                "Bearer auth-integration-tests-v2",
                "test (auth=token, secret=env)",
                "InternationalisationOfAllTexts",
                "\u0441\u0431\u043e\u0440\u043a\u0430 17",
                "Deploy \ud83d\ude80 to production",
                "victoria")) {
            assertThat(KeptAsGiven.kind(value)).as(value).isNull();
        }
    }

    @Test
    void madeUpIdsAreTaken() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            String number = Long.toString(random.nextLong() >>> (random.nextInt(50) + 1));
            assertThat(KeptAsGiven.kind(uuid)).as(uuid).isNull();
            assertThat(KeptAsGiven.kind(number)).as(number).isNull();
        }
    }

    @Test
    void whatIsKeptAlreadyGetsAPseudonymOnce() {
        Redactor redactor = new Redactor(new Pseudonymizer(PseudonymKeys.of("k1", new byte[32])));
        for (String id :
                List.of("run of ann@mail.example.org", "DE75512108001245126199", "AKIA" + "Q3EGRPLANTEDX7ZQ")) {
            String key = redactor.key(id);
            assertThat(key).contains(":k1:").isNotEqualTo(id);
            assertThat(redactor.key(key)).isEqualTo(key);
        }
        assertThat(redactor.key("4012888888881881")).isEqualTo("4012888888881881");
    }

    @Test
    void aRefusalNamesTheFieldAndNotTheValue() {
        assertThatCode(() -> KeptAsGiven.check("run_id", null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KeptAsGiven.check("run_id", "ann@mail.example.org"))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure()).isInstanceOf(Failure.Invalid.class);
                    assertThat(e.failure().field()).isEqualTo("run_id");
                    assertThat(e.failure().detail())
                            .contains("e-mail address", "such as a number")
                            .doesNotContain("ann");
                });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
