package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {
    private final HistoryReader reader = new HistoryReader();

    @Test
    void whatIsReadIsWhatTheOtherReaderReads() {
        for (String json : new String[] {
            "{}",
            "{\"a\":1}",
            "{\"a\":1.5,\"b\":-2e3}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1}",
            "{\"a\":1,\"a\":2}",
            "{\"c\":7,\"a\":1}"
        }) {
            Map<String, Double> read = reader.numbers(json);
            assertThat(read).as(json).isEqualTo(JsonMaps.numbers(json)).hasSameHashCodeAs(JsonMaps.numbers(json));
            assertThat(new TreeMap<>(read)).isEqualTo(new TreeMap<>(JsonMaps.numbers(json)));
        }
        for (String json :
                new String[] {"{}", "{\"a\":\"x\"}", "{\"a\":\"y\",\"b\":\"\"}", "{\"a\":\"x\",\"a\":\"y\"}"}) {
            assertThat(reader.texts(json)).as(json).isEqualTo(JsonMaps.texts(json));
        }
        Map<String, Double> many = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("metric " + i, i / 3.0);
        }
        assertThat(reader.numbers(JsonMaps.ofNumbers(many).text())).isEqualTo(many);
    }

    @Test
    void aMapThatWasReadStaysAsItWasWhenOthersAreRead() {
        Map<String, Double> first = reader.numbers("{\"a\":1,\"b\":2}");
        Map<String, String> text = reader.texts("{\"a\":\"x\"}");
        reader.numbers("{\"a\":8,\"b\":9}");
        reader.texts("{\"a\":\"y\"}");

        assertThat(first).isEqualTo(Map.of("a", 1.0, "b", 2.0));
        assertThat(text).isEqualTo(Map.of("a", "x"));
        assertThat(first.get("c")).isNull();
        assertThat(new HashMap<>(first)).containsOnlyKeys("a", "b");
        assertThat(first.containsKey("b")).isTrue();
    }

    @Test
    void whatIsEqualIsHeldOnce() {
        assertThat(reader.text(new String("push"))).isSameAs(reader.text(new String("push")));
        assertThat(reader.texts("{\"event\":\"push\"}").get("event")).isSameAs(reader.text("push"));
    }
}
