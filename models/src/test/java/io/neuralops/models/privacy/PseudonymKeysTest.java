package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymKeysTest {
    private final PseudonymKeys first = PseudonymKeys.of("k1", "one".getBytes(UTF_8));
    private final PseudonymKeys rotated = first.rotatedTo("k2", "two".getBytes(UTF_8));

    @Test
    void theNewestKeyWritesAndOldPseudonymsStayValid() {
        String old = new Pseudonymizer(first).pseudonym(Kind.EMAIL, "bob@example.com");
        Pseudonymizer now = new Pseudonymizer(rotated);

        assertThat(now.pseudonym(Kind.EMAIL, "bob@example.com")).startsWith("email:k2:");
        assertThat(now.pseudonym(Kind.EMAIL, old)).isEqualTo(old);
        assertThat(new Redactor(now).text("by " + old)).isEqualTo("by " + old);
    }

    /** For erasure: what marks a person may have been written under any key. */
    @Test
    void aValueIsFoundUnderEachKey() {
        Pseudonymizer now = new Pseudonymizer(rotated);

        assertThat(now.pseudonyms(Kind.EMAIL, " Bob@example.com"))
                .containsExactly(
                        new Pseudonymizer(first).pseudonym(Kind.EMAIL, "bob@example.com"),
                        now.pseudonym(Kind.EMAIL, "bob@example.com"));
    }

    @Test
    void numbersAreTheSameHoweverTheyAreGroupedAndSecretsOnlyIfEachCharacterIs() {
        Pseudonymizer pseudonymizer = new Pseudonymizer(first);

        assertThat(pseudonymizer.pseudonym(Kind.CARD, "4111 1111-1111 1111"))
                .isEqualTo(pseudonymizer.pseudonym(Kind.CARD, "4111111111111111"));
        assertThat(pseudonymizer.pseudonym(Kind.PERSON, "Jane  Doe"))
                .isEqualTo(pseudonymizer.pseudonym(Kind.PERSON, "jane doe"));
        assertThat(pseudonymizer.pseudonym(Kind.SECRET, "Hunter2"))
                .isNotEqualTo(pseudonymizer.pseudonym(Kind.SECRET, "hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "k", "kk1", "k12345", "K1", "k1:"})
    void anIdThatWouldNotFitIntoAPseudonymIsRefused(String id) {
        assertThatThrownBy(() -> PseudonymKeys.of(id, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + id + "'");
    }

    @Test
    void anEmptyKeyAndASecondOfTheSameIdAreRefused() {
        assertThatThrownBy(() -> PseudonymKeys.of("k1", new byte[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> first.rotatedTo("k1", new byte[32])).hasMessageContaining("already");
    }
}
