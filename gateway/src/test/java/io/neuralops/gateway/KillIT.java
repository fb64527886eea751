package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.config.Home;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed in the middle of load: what was answered is there afterwards. */
class KillIT {
    private static final int CALLERS = 16;
    private static final int ANSWERS_BEFORE_THE_KILL = 500;

    @TempDir
    private Path folder;

    @Test
    void everyAnsweredPredictionOutlivesAKill() throws Exception {
        Path home = folder.resolve("home");
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(200, TestService.START));
            caller.train();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                for (int i = 0; i < CALLERS; i++) {
                    int number = i;
                    callers.execute(() -> askOn(caller, number, answered));
                }
                Await.until("answers", () -> answered.size() >= ANSWERS_BEFORE_THE_KILL);
                service.kill();
            }
        }
        assertThat(Home.serviceAt(home))
                .as("a killed process leaves its address behind")
                .isPresent();

        Files.delete(home.resolve("service.url"));
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("second.log"))) {
            Caller caller = service.ready();
            assertThat(answered)
                    .hasSizeGreaterThanOrEqualTo(ANSWERS_BEFORE_THE_KILL)
                    .doesNotHaveDuplicates();
            List<String> lost = answered.parallelStream()
                    .filter(id -> caller.get("/predictions/" + id).status() != 200)
                    .toList();
            assertThat(lost).isEmpty();
            assertThat(caller.get("/runs?limit=500").json(200).path("items")).hasSize(200);
            assertThat(caller.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"nightly\"}")
                            .json(200)
                            .path("model_version")
                            .asText())
                    .isEqualTo("v1");
        }
    }

    @Test
    void everyKeyedAnswerOutlivesAKillAndWhatWasCutOffCanBeAskedAgain() throws Exception {
        Path home = folder.resolve("home");
        Map<String, String> answered = new ConcurrentHashMap<>();
        Set<String> asked = ConcurrentHashMap.newKeySet();
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = service.ready();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                for (int i = 0; i < CALLERS; i++) {
                    int number = i;
                    callers.execute(() -> askKeyedOn(caller, number, asked, answered));
                }
                Await.until("answers", () -> answered.size() >= ANSWERS_BEFORE_THE_KILL);
                service.kill();
            }
        }

        Files.delete(home.resolve("service.url"));
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("second.log"))) {
            Caller caller = service.ready();
            assertThat(asked).hasSizeGreaterThan(answered.size());
            asked.parallelStream().forEach(key -> {
                Answer again = keyed(caller, key);
                again.json(200);
                if (answered.containsKey(key)) {
                    assertThat(again.body()).isEqualTo(answered.get(key));
                    assertThat(again.headers().firstValue("Idempotency-Replayed"))
                            .hasValue("true");
                }
            });
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasTheHomeAndTheFirstEndsInGoodOrder() throws Exception {
        Path home = folder.resolve("home");
        try (ServiceProcess first = ServiceProcess.start(home, folder.resolve("first.log"))) {
            Caller caller = first.ready();
            try (ServiceProcess second = ServiceProcess.start(home, folder.resolve("second.log"))) {
                assertThat(second.ended()).isEqualTo(1);
                assertThat(second.output())
                        .contains("another process uses " + home, caller.url(), "NEURALOPS_HOME")
                        .doesNotContain("\tat ");
            }
            assertThat(caller.get("/readyz").status()).isEqualTo(200);

            assertThat(first.terminate()).isZero();
            assertThat(Home.serviceAt(home)).isEmpty();
            Home.take(home).orElseThrow().close();
        }
    }

    /** The same with a key for each question. */
    private static void askKeyedOn(Caller caller, int number, Set<String> asked, Map<String, String> answered) {
        try {
            int next = 0;
            while (true) {
                String key = number + "-" + next++;
                asked.add(key);
                Answer answer = keyed(caller, key);
                answer.json(200);
                answered.put(key, answer.body());
            }
        } catch (UncheckedIOException killed) {
            // That is what the test is about.
        }
    }

    private static Answer keyed(Caller caller, String key) {
        return caller.send(caller.request("/predict")
                .header("Idempotency-Key", key)
                .header("Content-Type", Caller.JSON)
                .POST(BodyPublishers.ofString("{\"run_id\":\"r" + key + "\"}")));
    }

    /** Asks until the service is gone. */
    private static void askOn(Caller caller, int number, Queue<String> answered) {
        try {
            int asked = 0;
            while (true) {
                String question = "{\"run_id\":\"r%d-%d\",\"workflow\":\"nightly\"}".formatted(number, asked++);
                answered.add(
                        caller.post("/predict", question).json(200).path("id").asText());
            }
        } catch (UncheckedIOException killed) {
            // That is what the test is about.
        }
    }
}
