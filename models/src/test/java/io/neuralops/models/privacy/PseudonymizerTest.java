package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymizerTest {
    private final Pseudonymizer pseudonymizer = new Pseudonymizer("a key of one tenant".getBytes(UTF_8), "k1");

    @Test
    void aPseudonymIsTheKeyedHashOfTheName() {
        // printf alice | openssl dgst -sha256 -hmac 'a key of one tenant', cut to 32 digits
        assertThat(pseudonymizer.pseudonym("person", "alice")).isEqualTo("person:k1:f154606a0561c5862e8dee20488187a7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alice",
                "ALICE",
                "  alice ",
                "\talice\n",
                "\u00a0alice\u00a0", // blanks that don't break
                "\u3000alice", // an ideographic blank
                "\uff21lice", // a full-width A
                "al\u2170ce" // a small Roman numeral one
            })
    void spellingCaseAndBlanksDoNotMatter(String spelling) {
        assertThat(pseudonymizer.pseudonym("person", spelling)).isEqualTo(pseudonymizer.pseudonym("person", "alice"));
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(pseudonymizer.pseudonym("person", "Ren\u00e9"))
                .isEqualTo(pseudonymizer.pseudonym("person", "rene\u0301"))
                .isNotEqualTo(pseudonymizer.pseudonym("person", "rene"));
    }

    @Test
    void anotherPersonOrAnotherKeyGivesAnotherPseudonym() {
        Pseudonymizer other = new Pseudonymizer("a key of another".getBytes(UTF_8), "k1");

        assertThat(pseudonymizer.pseudonym("person", "bob")).isNotEqualTo(pseudonymizer.pseudonym("person", "alice"));
        assertThat(other.pseudonym("person", "alice")).isNotEqualTo(pseudonymizer.pseudonym("person", "alice"));
    }

    @Test
    void aPseudonymStaysAsItIs() {
        String once = pseudonymizer.pseudonym("person", "alice");
        Pseudonymizer other = new Pseudonymizer("a key of another".getBytes(UTF_8), "k2");

        assertThat(pseudonymizer.pseudonym("person", once)).isEqualTo(once);
        assertThat(other.pseudonym("email", once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person:k1:1234",
                "person:k1:",
                "alice:k1:00000000000000000000000000000000z",
                "Person:k1:00000000000000000000000000000000"
            })
    void whatOnlyLooksLikeAPseudonymIsReplaced(String value) {
        assertThat(pseudonymizer.pseudonym("person", value)).isNotEqualTo(value).matches("person:k1:[0-9a-f]{32}");
    }
}
