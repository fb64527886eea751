package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBytesTest {
    private final ObjectMapper reader = new ObjectMapper();

    @Property(seed = "11")
    void everyTextIsReadAsItWasWritten(@ForAll("texts") String text) throws IOException {
        assertThat(read(json -> json.text(text)).textValue()).isEqualTo(text);
    }

    @Property(seed = "12")
    void everyFloatIsReadAsItWasWritten(@ForAll("floats") float number) throws IOException {
        JsonNode read = read(json -> json.number(number));

        if (Float.isFinite(number)) {
            assertThat(Float.parseFloat(read.asText())).isEqualTo(number);
        } else {
            assertThat(read.isNull()).isTrue();
        }
    }

    @Property(seed = "13")
    void everyDoubleIsReadAsItWasWritten(@ForAll("doubles") double number) throws IOException {
        JsonNode read = read(json -> json.number(number));

        if (Double.isFinite(number)) {
            assertThat(read.doubleValue()).isEqualTo(number);
        } else {
            assertThat(read.isNull()).isTrue();
        }
    }

    @Property(seed = "14")
    void everyWholeNumberAndIdIsWrittenAsJavaDoes(@ForAll long number, @ForAll long other) {
        assertThat(written(json -> json.number(number))).isEqualTo(Long.toString(number));
        UUID id = new UUID(number, other);
        assertThat(written(json -> json.uuid(id))).isEqualTo('"' + id.toString() + '"');
    }

    @Property(seed = "15")
    void everyTimeIsWrittenAsTheJdkDoes(@ForAll("times") Instant time) {
        assertThat(written(json -> json.time(time))).isEqualTo('"' + time.toString() + '"');
    }

    @ParameterizedTest
    @CsvSource({"22, 22.0", "0, 0.0", "0.3, 0.3", "-0.0357, -0.0357", "0.056113414, 0.056113414", "1e-7, 0.0000001"})
    void aDecimalHasNoMoreDigitsThanItNeeds(float number, String shown) {
        assertThat(written(json -> json.number(number))).isEqualTo(shown);
    }

    @Test
    void halfASurrogatePairBecomesAMark() {
        assertThat(written(json -> json.text("a\uD800b"))).isEqualTo("\"a?b\"");
    }

    @Test
    void nothingIsNull() {
        assertThat(written(json -> json.text(null))).isEqualTo("null");
    }

    private JsonNode read(UnaryOperator<JsonBytes> value) throws IOException {
        return reader.readTree(written(value));
    }

    private static String written(UnaryOperator<JsonBytes> value) {
        return new String(value.apply(new JsonBytes()).toBytes(), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> plain = Arbitraries.strings().ascii().ofMaxLength(5_000);
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange('\0', '\uD7FF')
                .withCharRange('\uE000', '\uFFFF')
                .ofMaxLength(300);
        return Arbitraries.oneOf(plain, any, Arbitraries.just("\uD83D\uDE00 \" \\ \n"));
    }

    @Provide
    Arbitrary<Instant> times() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.longs().between(-62_167_219_200L - 10_000_000, 253_402_300_799L + 10_000_000),
                Arbitraries.longs().between(0, 4_102_444_800L));
        Arbitrary<Integer> nanos = Arbitraries.of(0, 1, 120_000_000, 123_456_000, 999_999_999, 1_000);
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<Float> floats() {
        return Arbitraries.oneOf(
                Arbitraries.floats(),
                Arbitraries.integers().map(Float::intBitsToFloat),
                Arbitraries.floats().between(0, 1));
    }

    @Provide
    Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.doubles().between(0, 1));
    }
}
