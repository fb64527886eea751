package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While models take turns each answer is that of the version which it names, and none is lost. */
class SwapIT {
    private static final int CALLERS = 8;
    private static final int SWAPS = 60;
    private static final Instant MOMENT = TestService.START.minus(Duration.ofDays(1));
    private static final String ONE = question("one", "risky");
    private static final String TWO = question("two", "plain");

    @Test
    void noAnswerIsLostOrMixed(@TempDir Path home) throws Exception {
        try (TestService service = TestService.start(home, Map.of("NEURALOPS_EVENT_LOOPS", "2"))) {
            Caller caller = service.local();
            learn(caller, "old", 200, Duration.ofDays(90), true);
            learn(caller, "new", 600, Duration.ofDays(30), false);
            Map<String, Double> expected = new ConcurrentHashMap<>();
            expected.put("v1", probability(caller.post("/predict", ONE).json(200)));
            caller.post("/models/v2/activate", "{\"force\":true}").json(200);
            expected.put("v2", probability(caller.post("/predict", ONE).json(200)));
            assertThat(Math.abs(expected.get("v1") - expected.get("v2"))).isGreaterThan(0.05);

            AtomicBoolean over = new AtomicBoolean();
            Map<String, Integer> seen = new ConcurrentHashMap<>();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                List<Future<?>> asking = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    asking.add(callers.submit(() -> {
                        while (!over.get()) {
                            List<JsonNode> both = caller.post("/predict", Caller.NDJSON, ONE + "\n" + TWO + "\n")
                                    .lines();
                            assertThat(both).hasSize(2);
                            String version =
                                    both.getFirst().path("model_version").asText();
                            assertThat(probability(both.getFirst()))
                                    .as(version)
                                    .isCloseTo(expected.get(version), within(1e-6));
                            assertThat(both.getLast().path("model_version").asText())
                                    .as("of one request")
                                    .isEqualTo(version);
                            seen.merge(version, 1, Integer::sum);
                        }
                    }));
                }
                try {
                    for (int swap = 0; swap < SWAPS; swap++) {
                        String back = swap % 2 == 0 ? "v1" : "v2";
                        Answer swapped = swap % 2 == 0
                                ? caller.post("/models/rollback", "")
                                : caller.post("/models/v2/activate", "{\"force\":true}");
                        assertThat(swapped.json(200).path("version").asText()).isEqualTo(back);
                    }
                } finally {
                    over.set(true);
                }
                for (Future<?> each : asking) {
                    each.get();
                }
            }
            assertThat(seen).containsOnlyKeys("v1", "v2");
        }
    }

    private static void learn(Caller caller, String name, int count, Duration before, boolean straight) {
        Instant from = TestService.START.minus(before);
        caller.postLines(
                "/runs",
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            boolean risky = i * 7 % 10 < 4;
                            boolean failed = (risky == straight) != (i % 13 == 0);
                            Instant start = from.plusSeconds(600L * i);
                            return Histories.ended(
                                            name + i, "w", failed ? "failure" : "success", start, start.plusSeconds(60))
                                    .replace("}", ",\"labels\":{\"change\":\"" + (risky ? "risky" : "plain") + "\"}}");
                        })
                        .toList());
        caller.train();
    }

    private static double probability(JsonNode answer) {
        return answer.path("probability").asDouble(Double.NaN);
    }

    private static String question(String id, String change) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"started_at\":\"" + MOMENT
                + "\",\"labels\":{\"change\":\"" + change + "\"}}";
    }
}
