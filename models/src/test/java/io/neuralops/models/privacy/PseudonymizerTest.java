package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymizerTest {
    private final Pseudonymizer pseudonymizer =
            new Pseudonymizer(PseudonymKeys.of("k1", "a key of one tenant".getBytes(UTF_8)));

    @Test
    void aPseudonymIsTheKeyedHashOfTheName() {
        // printf alice | openssl dgst -sha256 -hmac 'a key of one tenant', cut to 32 digits
        assertThat(pseudonymizer.pseudonym(Kind.PERSON, "alice"))
                .isEqualTo("person:k1:f154606a0561c5862e8dee20488187a7");
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
        assertThat(pseudonymizer.pseudonym(Kind.PERSON, spelling))
                .isEqualTo(pseudonymizer.pseudonym(Kind.PERSON, "alice"));
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(pseudonymizer.pseudonym(Kind.PERSON, "Ren\u00e9"))
                .isEqualTo(pseudonymizer.pseudonym(Kind.PERSON, "rene\u0301"))
                .isNotEqualTo(pseudonymizer.pseudonym(Kind.PERSON, "rene"));
    }

    @Test
    void anotherPersonOrAnotherKeyGivesAnotherPseudonym() {
        Pseudonymizer other = new Pseudonymizer(PseudonymKeys.of("k1", "a key of another".getBytes(UTF_8)));

        assertThat(pseudonymizer.pseudonym(Kind.PERSON, "bob"))
                .isNotEqualTo(pseudonymizer.pseudonym(Kind.PERSON, "alice"));
        assertThat(other.pseudonym(Kind.PERSON, "alice")).isNotEqualTo(pseudonymizer.pseudonym(Kind.PERSON, "alice"));
    }

    @Test
    void aPseudonymStaysAsItIs() {
        String once = pseudonymizer.pseudonym(Kind.PERSON, "alice");
        Pseudonymizer other = new Pseudonymizer(PseudonymKeys.of("k2", "a key of another".getBytes(UTF_8)));

        assertThat(pseudonymizer.pseudonym(Kind.PERSON, once)).isEqualTo(once);
        assertThat(other.pseudonym(Kind.EMAIL, once)).isEqualTo(once);
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
        assertThat(pseudonymizer.pseudonym(Kind.PERSON, value))
                .isNotEqualTo(value)
                .matches("person:k1:[0-9a-f]{32}");
    }
}
