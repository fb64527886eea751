package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data that isn't spelt as expected. It gets the pseudonym of its usual spelling. */
class DisguiseTest {
    private static final String BOB = "bob@example.com";

    private final Pseudonymizer pseudonymizer = new Pseudonymizer(PseudonymKeys.of("k1", "key".getBytes(UTF_8)));
    private final Redactor redactor = new Redactor(pseudonymizer);
    private final String bob = pseudonymizer.pseudonym(Kind.EMAIL, BOB);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOB@EXAMPLE.COM",
                "bob%40example.com",
                "bob%40example%2Ecom",
                "bob%2540example.com",
                "bob\\u0040example.com",
                "bob&#64;example.com",
                "bob&#x40;example.com",
                "bob\u200b@exa\u200dmple.com",
                "b\u00adob@example\u2060.com",
                "b\u001b[1mob\u001b[0m@example.com",
                "\uff42\uff4f\uff42\uff20\uff45xample\uff0ecom",
                "\ud835\udc1bob@example.com" // a mathematical b
            })
    void anAddressInDisguise(String spelling) {
        assertThat(redactor.text("blame " + spelling + " for it")).isEqualTo("blame " + bob + " for it");
    }

    @ParameterizedTest
    @ValueSource(strings = {BOB, "it was bob@example.com again", "\u0434\u043b\u044f bob@example.com"})
    void inBase64(String text) {
        String standard = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));

        assertThat(redactor.text("payload=" + standard + " end")).isEqualTo("payload=" + bob + " end");
        assertThat(redactor.text("payload " + url)).isEqualTo("payload " + bob);
    }

    @ParameterizedTest
    @CsvSource({
        "CARD, 4111 1111 1111 1111",
        "IBAN, GB82 WEST 1234 5698 7654 32",
        "PHONE, +1 415-555-0132",
        "IP, 203.0.113.77",
        "IP, 2001:db8:77::1a2b:3c4d",
        "NATIONAL_ID, 536-22-8726",
        "SECRET, ghp_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6"
    })
    void otherKindsEncoded(Kind kind, String value) {
        String found = pseudonymizer.pseudonym(kind, value);
        String percent = URLEncoder.encode(value, UTF_8).replace("+", "%20").replace("-", "%2D");
        String base64 = Base64.getEncoder().encodeToString(("it was " + value + " again").getBytes(UTF_8));

        assertThat(redactor.text("seen " + percent + " here")).isEqualTo("seen " + found + " here");
        assertThat(redactor.text("payload=" + base64 + " end")).isEqualTo("payload=" + found + " end");
    }

    @Test
    void percentEncodedTextInAnotherScript() {
        String text = "q="
                + URLEncoder.encode("\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432", UTF_8)
                        .replace("+", "%20");

        assertThat(redactor.text(text))
                .isEqualTo("q="
                        + pseudonymizer.pseudonym(
                                Kind.PERSON, "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CARD | 4111\u200b1111\u200b1111\u200b1111 | 4111111111111111",
                "CARD | \uff14111 1111 1111 1111 | 4111111111111111",
                "CARD | \u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661 | 4111111111111111",
                "CARD | 4111\u00a01111\u00a01111\u00a01111 | 4111111111111111",
                "NATIONAL_ID | 460\u201189\u20119847 | 460-89-9847",
                "IP | 203\u30020\u3002113\u30027 | 203.0.113.7",
                "IBAN | gb82 west 1234 5698 7654 32 | GB82WEST12345698765432",
                "PERSON | \u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432 | \u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432",
                "PERSON | MARTA PALERMO | marta palermo",
                "PERSON | Ren\u00e9e Dupont | Rene\u0301e Dupont"
            })
    void otherKindsInDisguise(Kind kind, String spelling, String usual) {
        assertThat(redactor.text(spelling)).isEqualTo(pseudonymizer.pseudonym(kind, usual));
    }

    @Test
    void keysOfLabelsAndNamesOfMetrics() {
        assertThat(redactor.labels(Map.of("seen_by:bob@example.com", "yes")))
                .isEqualTo(Map.of("seen_by:" + bob, "yes"));
        assertThat(redactor.metrics(Map.of("bob%40example.com", 1.0, "lines", 2.0)))
                .isEqualTo(Map.of(bob, 1.0, "lines", 2.0));
        assertThat(redactor.identifier("latency 4111111111111111"))
                .isEqualTo("latency " + pseudonymizer.pseudonym(Kind.CARD, "4111111111111111"));
    }

    /** What one field doesn't show, its name does. */
    @Test
    void splitOverFields() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("first_name", "Anna");
        labels.put("last_name", "M\u00fcller");
        labels.put("assignee", "Kim");
        labels.put("phone", "555 12");
        labels.put("db_password", "hunter2");
        labels.put("contact_email", "bob at example");
        labels.put("client.ip", "10.1");
        labels.put("branch", "main");
        labels.put("has_password", "true");

        assertThat(redactor.labels(labels))
                .containsEntry("first_name", pseudonymizer.pseudonym(Kind.PERSON, "anna"))
                .containsEntry("last_name", pseudonymizer.pseudonym(Kind.PERSON, "m\u00fcller"))
                .containsEntry("assignee", pseudonymizer.pseudonym(Kind.PERSON, "kim"))
                .containsEntry("phone", pseudonymizer.pseudonym(Kind.PHONE, "55512"))
                .containsEntry("db_password", pseudonymizer.pseudonym(Kind.SECRET, "hunter2"))
                .containsEntry("contact_email", pseudonymizer.pseudonym(Kind.EMAIL, "bob at example"))
                .containsEntry("client.ip", pseudonymizer.pseudonym(Kind.IP, "10.1"))
                .containsEntry("branch", "main")
                .containsEntry("has_password", "true")
                .hasSize(9);
    }

    @Test
    void anAddressIsTheSamePersonInADeclaredFieldAndInText() {
        assertThat(redactor.person("Bob@Example.com")).isEqualTo(bob).isEqualTo(redactor.text(BOB));
        assertThat(redactor.person("Marta Palermo")).isEqualTo(redactor.text("Marta Palermo"));
    }

    @Test
    void whatHoldsNothingComesBackItself() {
        String text = new String("at io.neuralops.Main.run(Main.java:12) \u001b[0m 100%20 done \u00e4\u200b");
        Map<String, String> labels = Map.of("os", "ubuntu-latest");
        Map<String, Double> metrics = Map.of("lines", 1.0);

        assertThat(redactor.text(text)).isSameAs(text);
        assertThat(redactor.labels(labels)).isSameAs(labels);
        assertThat(redactor.metrics(metrics)).isSameAs(metrics);
    }

    @Test
    void pseudonymsStayWhereverTheyStand() {
        String text = "password=" + pseudonymizer.pseudonym(Kind.SECRET, "x") + " by "
                + pseudonymizer.pseudonym(Kind.PERSON, "y") + ", " + bob;

        assertThat(redactor.text(text)).isSameAs(text);
    }
}
