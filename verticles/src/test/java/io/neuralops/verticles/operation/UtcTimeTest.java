package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever it reads, the JDK reads alike; and it never takes what the JDK refuses. */
class UtcTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2024-02-29T23:59:59.9Z",
                "1970-01-01T00:00:00.000001Z",
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "9999-12-31T00:00:00.123456Z",
                "2000-02-29T00:00:00Z"
            })
    void theUsualFormIsReadAsTheJdkReadsIt(String text) {
        assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-01-31T12:00Z",
                "2026-01-31T12:00:00",
                "2026-01-31t12:00:00Z",
                "2026-01-31 12:00:00Z",
                "2026-01-31T12:00:00+01:00",
                "2026-02-29T12:00:00Z",
                "2100-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-00-01T12:00:00Z",
                "2026-04-31T12:00:00Z",
                "2026-01-00T12:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T12:60:00Z",
                "2026-01-01T12:00:60Z",
                "2026-01-01T12:00:00.Z",
                "2026-01-01T12:00:00.1234567890Z",
                "2026-01-01T12:00:00,5Z",
                "2026-01-01T12:00:00.-5Z",
                "+2026-1-01T12:00:00Z",
                "-026-01-01T12:00:00Z",
                "2026-01-01T12:00:0\u0660Z",
                "\uff12026-01-01T12:00:00Z"
            })
    void anotherFormIsLeftToTheSlowerParser(String text) {
        assertThat(UtcTime.parse(text)).isNull();
    }

    @Test
    void whatItReadsOfDamagedTextsTheJdkReadsAlike() {
        Random random = new Random(7);
        String alphabet = "0123456789-:TZ.+ ";
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(
                    Instant.ofEpochSecond(random.nextLong(253_402_300_799L), random.nextInt(1_000_000_000))
                            .toString());
            text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            Instant mine = UtcTime.parse(text.toString());
            if (mine != null) {
                read++;
                assertThat(mine).isEqualTo(theirs(text.toString()));
            }
        }
        assertThat(read).isGreaterThan(10_000);
    }

    private static Instant theirs(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new AssertionError("taken, but refused by the JDK: " + text, e);
        }
    }
}
