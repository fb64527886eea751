package io.neuralops.verticles.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    record Sample(String name, Integer count, Instant at, Map<String, Double> numbers) {
        public Sample {
            Check.text("name", name, 10);
        }
    }

    private final Decoder decoder = new Decoder(new Json());

    @Test
    void readsWhatIsMeant() {
        assertThat(decode("{\"name\":\"a\",\"count\":2,\"at\":\"2025-01-01T01:00:00+01:00\",\"numbers\":{\"x\":1}}"))
                .isEqualTo(new Sample("a", 2, Instant.parse("2025-01-01T00:00:00Z"), Map.of("x", 1.0)));
        assertThat(decoder.decode(Sample.class, Map.of("name", "a", "count", "2"))
                        .count())
                .isEqualTo(2);
        assertThat(decoder.decode(Sample.class, new byte[0], Map.of("name", "a"))
                        .name())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                | |       the body is empty",
                "null                            | |       the body is null",
                "{                               | |       broken JSON",
                "{\"name\":\"a\"}{}              | |       ",
                "{\"nom\":\"a\",\"name\":\"b\"}  | nom   | known are at, count, name, numbers",
                "{\"name\":\"a\",\"name\":\"b\"} | name  | more than once",
                "{\"name\":1}                    | name  | wrong type",
                "{\"name\":\"a\",\"count\":NaN}  | count | broken JSON",
                "{\"numbers\":{\"x\":NaN}}       | numbers | broken JSON",
                "{\"name\":\"a\",\"count\":\"1\"}| count | wrong type",
                "{\"name\":\"a\",\"at\":5}       | at    | ISO-8601",
                "{\"name\":\"a\",\"at\":\"5\"}   | at    | ISO-8601"
            })
    void whatIsMalformedIsNamedAndExplained(String body, String field, String words) {
        Failure failure = failure(() -> decode(body == null ? "" : body.strip()));

        assertThat(failure).isInstanceOf(Failure.Malformed.class);
        assertThat(failure.field()).isEqualTo(field);
        assertThat(failure.detail()).contains(words == null ? "" : words).doesNotContain("java.", "io.neuralops");
    }

    /** Problems end up in logs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"count\":\"planted \\\" (x) planted\"}",
                "{\"name\":\"a\",\"count\":41555501320}",
                "{\"name\":\"a\",\"count\":4.1555501320}",
                "{\"name\":\"a\",\"at\":\"planted\"}",
                "{\"name\":\"a\",\"at\":41555501320}",
                "{\"name\":\"a\",\"numbers\":\"planted\"}",
                "{\"name\":\"a\",\"numbers\":{\"x\":\"planted\"}}",
                "{\"name\":41555501320}",
                "{\"name\":[\"planted\"]}",
                "{\"name\":planted}",
                "planted",
                "\"planted\"",
                "41555501320"
            })
    void aValueThatIsRefusedIsNotRepeated(String body) {
        Failure failure = failure(() -> decode(body));

        assertThat(failure.detail()).isNotBlank().doesNotContain("planted", "415555", "4.15555");
    }

    @Test
    void whatTheRecordRefusesComesThroughAsItSaidIt() {
        Failure failure = failure(() -> decode("{\"name\":\"much too long\"}"));

        assertThat(failure).isInstanceOf(Failure.Invalid.class);
        assertThat(failure.field()).isEqualTo("name");
    }

    @Test
    void whatThePathGivesHasNoPlaceInTheBody() {
        Failure failure =
                failure(() -> decoder.decode(Sample.class, "{\"name\":\"b\"}".getBytes(UTF_8), Map.of("name", "a")));

        assertThat(failure.field()).isEqualTo("name");
        assertThat(failure.detail()).contains("path");
    }

    private Sample decode(String body) {
        return decoder.decode(Sample.class, body.getBytes(UTF_8));
    }

    private static Failure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(FailureException.class, call).failure();
    }
}
