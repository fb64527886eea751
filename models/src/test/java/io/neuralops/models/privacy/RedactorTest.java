package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String EMAIL = "email:k1:[0-9a-f]{32}";

    private final Pseudonymizer pseudonymizer = new Pseudonymizer(PseudonymKeys.of("k1", "key".getBytes(UTF_8)));
    private final Redactor redactor = new Redactor(pseudonymizer);

    /** Each holds one address, {@code bob@example.com}, and nothing of it may be left. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@example.com",
                "bob@example.com failed",
                "blame bob@example.com",
                "Bob <bob@example.com>",
                "mailto:bob@example.com?subject=x",
                "(bob@example.com)",
                "bob@example.com.",
                "bob@example.com, and others",
                "line\nbob@example.com\nline",
                "bob@example.com.2 of them",
                "user=bob@example.com;host=a",
                "https://bob@example.com/path",
                "@ bob@example.com @",
                "@bob@example.com"
            })
    void anAddressIsReplacedWhereverItStands(String text) {
        String pseudonym = pseudonymizer.pseudonym(Kind.EMAIL, "bob@example.com");

        assertThat(redactor.text(text)).isEqualTo(text.replace("bob@example.com", pseudonym));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first.last+tag@mail.example.co.uk",
                "o'brien@example.com",
                "b_o-b%x@ex-ample.com",
                "b\u00f6b@ex\u00e4mple.com",
                "bob@example.museum",
                "bob@xn--bcher-kva.xn--p1ai",
                "1234+bot@users.noreply.github.com"
            })
    void addressesOfManyShapesAreReplacedWhole(String address) {
        assertThat(redactor.text(address)).matches(EMAIL);
    }

    @Test
    void severalAddressesAreReplacedEachByItsOwn() {
        String redacted = redactor.text("bob@example.com,amy@example.org bob@example.com;eve@example.net");

        assertThat(redacted)
                .matches(EMAIL + "," + EMAIL + " " + EMAIL + ";" + EMAIL)
                .doesNotContain("@");
        assertThat(redacted.substring(0, 41)).isEqualTo(pseudonymizer.pseudonym(Kind.EMAIL, "bob@example.com"));
        assertThat(redacted).containsOnlyOnce(pseudonymizer.pseudonym(Kind.EMAIL, "amy@example.org"));
    }

    @Test
    void addressesThatTouchLeaveNothingBehind() {
        assertThat(redactor.text("bob@example.comamy@example.org"))
                .doesNotContain("bob")
                .doesNotContain("example.com");
        assertThat(redactor.text("a@b.co@c.de")).doesNotContain("a@b.co");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "user@localhost",
                "@example.com",
                "bob@",
                "@",
                "a @ b.com",
                "bob@.com",
                "actions/checkout@v4.2.10",
                "lodash@4.17.21",
                "image@sha256:0123",
                "@Override",
                "no address at all"
            })
    void whatIsNoAddressStays(String text) {
        assertThat(redactor.text(text)).isEqualTo(text);
    }

    @Test
    void noTextIsNoText() {
        assertThat(redactor.text(null)).isNull();
        assertThat(redactor.text("")).isEmpty();
        assertThat(redactor.person(null)).isNull();
    }

    @Test
    void redactingTwiceChangesNothingMore() {
        String once = redactor.text("from bob@example.com");

        assertThat(redactor.text(once)).isEqualTo(once);
    }

    /** In quadratic time each of these takes minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"@", "a@", "a.", "@a.b", "a@b.c", "a@-", "a@b.", "@."})
    void noInputIsSlow(String part) {
        String text = "x" + part.repeat(1_000_000 / part.length()) + "@";

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> redactor.text(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner",
                "actor",
                "Author",
                "Triggering-Actor",
                "triggering_actor",
                "triggered by",
                "USER",
                "user.name",
                "author_name",
                "committer.login"
            })
    void aLabelThatNamesAPersonBecomesAPseudonym(String label) {
        assertThat(redactor.labels(Map.of(label, "bob")))
                .isEqualTo(Map.of(label, pseudonymizer.pseudonym(Kind.PERSON, "bob")));
    }

    @Test
    void otherLabelsKeepTheirTextWithoutAddresses() {
        Map<String, String> redacted = redactor.labels(
                Map.of("event", "push", "code_owners", "core", "note", "ask bob@example.com", "actor", "bob"));

        assertThat(redacted)
                .containsEntry("event", "push")
                .containsEntry("code_owners", "core")
                .containsEntry("note", "ask " + pseudonymizer.pseudonym(Kind.EMAIL, "bob@example.com"))
                .containsEntry("actor", pseudonymizer.pseudonym(Kind.PERSON, "bob"))
                .hasSize(4);
        assertThat(redactor.labels(Map.of())).isEmpty();
    }

    @Test
    void maskedIsNamedByItsKindWithoutAKey() {
        assertThat(Redactor.masked("no run of bob@example.com, says Marta Palermo"))
                .isEqualTo("no run of [email], says [person]");
        assertThat(Redactor.maskedName("bob@example.com")).isEqualTo("[email]");
        assertThat(Redactor.maskedName("labels.Marta Palermo")).isEqualTo("labels.Marta Palermo");
    }
}
