package io.neuralops.models.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {
    private static final String LONE_SURROGATE = "a\ud800b";
    private static final String PAIR = "a\ud83d\ude00b";

    @Test
    void textIsTakenAsItIsUpToItsBound() {
        assertThat(Check.text("f", " a\u00e9 ", 4)).isEqualTo(" a\u00e9 ");
        assertThat(Check.text("f", PAIR, 10)).isEqualTo(PAIR);
        assertThat(Check.text("f", "abcd", 4)).isEqualTo("abcd");
        invalid("f", "5 characters", () -> Check.text("f", "abcde", 4));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void textMustBeGiven(String blank) {
        invalid("f", "must be given", () -> Check.text("f", blank, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u001bb", "a\u007fb", "a\u0085b"})
    void textIsOneLineWithoutControlCharacters(String text) {
        invalid("f", "control character at position 1", () -> Check.text("f", text, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {LONE_SURROGATE, "a\ude00\ud83d", "ab\ud83d", "\udc00"})
    void textThatIsNoUnicodeIsRefused(String text) {
        invalid("f", "unpaired surrogate", () -> Check.text("f", text, 10));
        invalid("f", "unpaired surrogate", () -> Check.freeText("f", text, 10));
    }

    @Test
    void optionalTextMayBeAbsentButNotBlank() {
        assertThat(Check.optionalText("f", null, 4)).isNull();
        assertThat(Check.optionalText("f", "a", 4)).isEqualTo("a");
        invalid("f", "must be given", () -> Check.optionalText("f", " ", 4));
    }

    @Test
    void freeTextMayHaveLinesAndColoursButNoOtherControls() {
        assertThat(Check.freeText("f", "a\r\n\tb \u001b[31m", 20)).isEqualTo("a\r\n\tb \u001b[31m");
        assertThat(Check.freeText("f", null, 4)).isNull();
        assertThat(Check.freeText("f", "", 4)).isNull();
        invalid("f", "control character at position 1", () -> Check.freeText("f", "a\0", 4));
        invalid("f", "at most 4", () -> Check.freeText("f", "abcde", 4));
    }

    @Test
    void numbersLieWithinTheirBounds() {
        assertThat(Check.range("f", 1, 1, 3)).isEqualTo(1);
        assertThat(Check.range("f", 3, 1, 3)).isEqualTo(3);
        invalid("f", "from 1 to 3", () -> Check.range("f", 0, 1, 3));
        invalid("f", "from 1 to 3", () -> Check.range("f", 4, 1, 3));
        assertThat(Check.range("f", 0.5, 0, 1)).isEqualTo(0.5);
        invalid("f", "from 0.0 to 1.0", () -> Check.range("f", 1.01, 0, 1));
        invalid("f", "from 0.0 to 1.0", () -> Check.range("f", Double.NaN, 0, 1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void finiteNumbersAreFinite(Double number) {
        invalid("f", "finite", () -> Check.finite("f", number));
    }

    @Test
    void instantsAreCutToMicrosecondsAndKeptWithinReason() {
        assertThat(Check.instant("f", Instant.parse("2025-03-01T00:00:00.123456789Z")))
                .isEqualTo(Instant.parse("2025-03-01T00:00:00.123456Z"));
        assertThat(Check.instant("f", Instant.parse("1990-01-01T00:00:00Z"))).isNotNull();
        assertThat(Check.instant("f", Instant.parse("2200-01-01T00:00:00Z"))).isNotNull();
        // milliseconds taken for seconds, and the other way round
        invalid("f", "must lie between", () -> Check.instant("f", Instant.ofEpochSecond(1_740_787_200_000L)));
        invalid("f", "must lie between", () -> Check.instant("f", Instant.ofEpochMilli(1_740_787_200L)));
        invalid("f", "must be given", () -> Check.instant("f", null));
        assertThat(Check.optionalInstant("f", null)).isNull();
    }

    @Test
    void namedNumbersKeepTheirOrderAndAreCopied() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("z", 1.0);
        numbers.put("a", -0.5);
        Map<String, Double> checked = Check.numbers("metrics", numbers, 2);
        numbers.put("later", 3.0);

        assertThat(checked).containsExactly(Map.entry("z", 1.0), Map.entry("a", -0.5));
        assertThatThrownBy(() -> checked.put("b", 1.0)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Check.numbers("metrics", null, 2)).isEmpty();
    }

    @Test
    void namedNumbersSayWhichOneIsWrong() {
        invalid("metrics.size", "finite", () -> Check.numbers("metrics", Map.of("size", Double.NaN), 2));
        invalid("metrics.size", "finite", () -> Check.numbers("metrics", Collections.singletonMap("size", null), 2));
        invalid("metrics", "must be given", () -> Check.numbers("metrics", Map.of(" ", 1.0), 2));
        invalid("metrics", "101 characters", () -> Check.numbers("metrics", Map.of("n".repeat(101), 1.0), 2));
        invalid("metrics", "at most 1", () -> Check.numbers("metrics", Map.of("a", 1.0, "b", 2.0), 1));
    }

    @Test
    void namedTextsSayWhichOneIsWrong() {
        assertThat(Check.texts("labels", Map.of("a", "b\nc"), 2)).isEqualTo(Map.of("a", "b\nc"));
        invalid("labels.a", "must be given", () -> Check.texts("labels", Collections.singletonMap("a", null), 2));
        invalid("labels.a", "501 characters", () -> Check.texts("labels", Map.of("a", "x".repeat(501)), 2));
        invalid("labels.a", "unpaired", () -> Check.texts("labels", Map.of("a", LONE_SURROGATE), 2));
        invalid("labels", "at most 1", () -> Check.texts("labels", Map.of("a", "1", "b", "2"), 1));
    }

    @Test
    void aFailureIsAnAnswerWithoutAStackTrace() {
        FailureException e = Check.invalid("f", "is wrong");

        assertThat(e).hasMessage("f: is wrong");
        assertThat(Arrays.asList(e.getStackTrace())).isEmpty();
        assertThat(new Failure.NotFound("gone").asException()).hasMessage("gone");
        assertThat(new Failure.NotFound("gone").field()).isNull();
    }

    private static void invalid(String field, String detail, ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure()).isInstanceOf(Failure.Invalid.class);
            assertThat(e.failure().field()).isEqualTo(field);
            assertThat(e.failure().detail()).contains(detail);
        });
    }
}
