package io.neuralops.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.verticles.operation.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private final Wire sockJs = new Wire.SockJs(new Json());

    @Test
    void framesAreWrappedAsSockJsDoes() {
        assertThat(sockJs.greeting()).hasValue("o");
        assertThat(sockJs.out("{\"a\":\"ä\\n\"}")).isEqualTo("a[\"{\\\"a\\\":\\\"ä\\\\n\\\"}\"]");
        assertThat(sockJs.farewell(4401, "it's \"over\"")).hasValue("c[4401,\"it's \\\"over\\\"\"]");
    }

    @Test
    void messagesHoldOneFrameOrSeveral() {
        assertThat(in("[\"{\\\"a\\\":1}\",\"b\"]")).containsExactly("{\"a\":1}", "b");
        assertThat(in("\"one\"")).containsExactly("one");
        assertThat(in("")).isEmpty();
        assertThat(in("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[\"a\"", "[\"a\"]x", "[[\"a\"]]", "x", "[\"a\",null]"})
    void othersAreRefused(String message) {
        assertThatThrownBy(() -> in(message)).isInstanceOf(Refusal.class);
    }

    @Test
    void tooManyAreRefused() {
        assertThat(in("[" + String.join(",", Collections.nCopies(64, "\"a\"")) + "]"))
                .hasSize(64);
        assertThatThrownBy(() -> in("[" + String.join(",", Collections.nCopies(65, "\"a\"")) + "]"))
                .isInstanceOf(Refusal.class);
    }

    private List<String> in(String message) {
        return sockJs.in(message.getBytes(StandardCharsets.UTF_8)).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
