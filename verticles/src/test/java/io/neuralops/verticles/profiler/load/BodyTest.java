package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void whatHasNoPlacesIsTheSameEachTime() {
        Body body = body("{\"a\":{\"b\":1}} {{", 0, 1);

        assertThat(body.next()).isSameAs(body.next()).hasToString("{\"a\":{\"b\":1}} {{");
    }

    @Test
    void lanesNumberTheirRequestsApart() {
        Body one = body("{\"id\":\"r-{{n}}\",\"again\":{{n}}}", 0, 2);
        Body other = body("{\"id\":\"r-{{n}}\",\"again\":{{n}}}", 1, 2);

        assertThat(one.next()).hasToString("{\"id\":\"r-0\",\"again\":0}");
        assertThat(other.next()).hasToString("{\"id\":\"r-1\",\"again\":1}");
        assertThat(one.next()).hasToString("{\"id\":\"r-2\",\"again\":2}");
    }

    @Test
    void whatIsDrawnIsTheSameWithTheSameSeed() {
        Body body = body("{{uuid}}", 0, 1);
        UUID first = UUID.fromString(body.next().toString());

        assertThat(first.version()).isEqualTo(4);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(body.next()).asString().isNotEqualTo(first.toString());
        assertThat(body("{{uuid}}", 0, 1).next()).hasToString(first.toString());
        assertThat(body("{{now}}", 0, 1).next().toString()).matches("20\\d\\d-.*Z");
    }

    @Test
    void aPlaceThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> Body.check(bytes("{{m}}"))).hasMessageContaining("{{m}}");
        assertThatCode(() -> Body.check(bytes("{{N}} {{}} {{ n }} {{n}}"))).doesNotThrowAnyException();
    }

    private static Body body(String text, long first, long step) {
        return new Body(bytes(text), first, step, 7);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
