package io.neuralops.gateway;

import static io.neuralops.gateway.Caller.JSON;
import static io.neuralops.gateway.Caller.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that bear an {@code Idempotency-Key}: whatever is repeated is done once. */
class IdempotencyIT {
    private static final String QUESTION = "{\"run_id\":\"r1\",\"workflow\":\"nightly\"}";

    private static TestService service;
    private static Caller trained;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home);
        trained = service.newTenant("trained");
        trained.postLines("/runs", Histories.runs(200, TestService.START));
        trained.train();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aRepetitionIsMarkedHasTheSameBytesAndStoresNothing() {
        Caller caller = service.newTenant("repeating");

        Answer first = keyed(caller, "k", "/predict", JSON, QUESTION);
        Answer second = keyed(caller, "k", "/predict", JSON, QUESTION);

        first.json(200);
        assertThat(replayed(first)).isFalse();
        assertThat(replayed(second)).isTrue();
        same(first, second);
        assertThat(predictions(caller)).hasSize(1);
    }

    @Test
    void withoutAKeyNothingIsRemembered() {
        Caller caller = service.newTenant("keyless");

        assertThat(replayed(caller.post("/predict", QUESTION))).isFalse();
        assertThat(replayed(caller.post("/predict", QUESTION))).isFalse();
        assertThat(predictions(caller)).hasSize(2);
    }

    @Test
    void aTrainingIsStartedOnceAndItsPlaceIsTold() {
        int versions = trained.get("/models").json(200).path("items").size();

        Answer first = keyed(trained, "train-1", "/models/train", JSON, "{}");
        Answer second = keyed(trained, "train-1", "/models/train", JSON, "{}");

        first.json(202);
        same(first, second);
        String place = first.headers().firstValue("Location").orElseThrow();
        assertThat(second.headers().firstValue("Location")).hasValue(place);
        Await.until(
                "the training to end",
                () -> !trained.get(place).json(200).path("state").asText().equals("running"));
        assertThat(keyed(trained, "train-1", "/models/train", JSON, "{}").body())
                .as("as it was answered, not as it stands")
                .isEqualTo(first.body());
        assertThat(trained.get("/models").json(200).path("items")).hasSize(versions + 1);
    }

    @Test
    void theSameKeyWithAnotherBodyPathOrMediaTypeIsRefused() {
        Caller caller = service.newTenant("reusing");
        String run = "{\"run_id\":\"r1\",\"workflow\":\"w\",\"status\":\"success\"}";
        keyed(caller, "k", "/runs", JSON, run).json(200);

        for (Answer other : List.of(
                keyed(caller, "k", "/runs", JSON, run.replace("success", "failure")),
                keyed(caller, "k", "/predict", JSON, run),
                keyed(caller, "k", "/runs", NDJSON, run))) {
            assertThat(other.problem(422, "invalid")).contains("another request");
            assertThat(other.json().path("field").asText()).isEqualTo("Idempotency-Key");
        }
        assertThat(caller.get("/runs").json(200).path("items").findValuesAsText("status"))
                .containsExactly("success");
    }

    @Test
    void tenantsWithTheSameKeyDontMeet() {
        Caller one = service.newTenant("one");
        Caller two = service.newTenant("two");

        Answer ones = keyed(one, "shared", "/predict", JSON, QUESTION);
        Answer twos = keyed(two, "shared", "/predict", JSON, QUESTION.replace("r1", "r2"));

        assertThat(ones.json(200).path("run_id").asText()).isEqualTo("r1");
        assertThat(twos.json(200).path("run_id").asText()).isEqualTo("r2");
        assertThat(replayed(twos)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Idempotency-Key: \r\n",
                "Idempotency-Key: two words\r\n",
                "Idempotency-Key: caf\u00e9\r\n",
                "Idempotency-Key: a\r\nIdempotency-Key: a\r\n"
            })
    void aKeyThatIsNoKeyIsRefused(String headers) throws Exception {
        String answer = RawHttp.exchange(
                service.url(),
                "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + QUESTION.length() + "\r\n\r\n" + QUESTION);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void aKeyHasAtMost200Characters() {
        Caller caller = service.newTenant("wordy");

        keyed(caller, "k".repeat(200), "/predict", JSON, QUESTION).json(200);
        assertThat(keyed(caller, "k".repeat(201), "/predict", JSON, QUESTION).problem(400, "malformed"))
                .contains("201 characters", "200");
        assertThat(predictions(caller)).hasSize(1);
    }

    @Test
    void linesAreAnsweredAsBeforeAndDoneOnce() {
        Caller caller = service.newTenant("lines");
        String lines = QUESTION + "\n{\"run_id\":\"\"}\n\n" + QUESTION.replace("r1", "r2");

        Answer first = keyed(caller, "k", "/predict", NDJSON, lines);
        Answer second = keyed(caller, "k", "/predict", NDJSON, lines);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).hasValue(NDJSON);
        assertThat(first.lines()).hasSize(3);
        assertThat(first.lines().get(1).path("field").asText()).isEqualTo("run_id");
        assertThat(replayed(second)).isTrue();
        same(first, second);
        assertThat(predictions(caller)).hasSize(2);
    }

    @Test
    void linesUnderAKeyAreBounded() {
        Caller caller = service.newTenant("bounded");
        List<String> most = Collections.nCopies(512, QUESTION);

        assertThat(keyed(caller, "most", "/predict", NDJSON, String.join("\n", most))
                        .lines())
                .hasSize(512);
        Answer large = keyed(caller, "most", "/predict", NDJSON, String.join("\n", most));
        assertThat(replayed(large)).isTrue();
        assertThat(large.lines()).hasSize(512);
        assertThat(keyed(caller, "more", "/predict", NDJSON, String.join("\n", most) + "\n" + QUESTION)
                        .problem(413, "too_large"))
                .contains("512 lines", "without it any number");
        assertThat(keyed(caller, "long", "/predict", NDJSON, (QUESTION + " ".repeat(9_000) + "\n").repeat(120))
                        .problem(413, "too_large"))
                .contains("1048576 bytes", "without it any number");
        keyed(caller, "none", "/predict", NDJSON, "\n\n").problem(422, "invalid");
        keyed(caller, "json", "/predict", JSON, " ".repeat(1 << 20) + QUESTION).problem(413, "too_large");
    }

    @Test
    void aListIsAnsweredAsBefore() {
        Caller caller = service.newTenant("listed");
        String list = "[" + String.join(",", Collections.nCopies(100, QUESTION)) + "]";

        Answer first = keyed(caller, "k", "/predict", JSON, list);
        Answer second = keyed(caller, "k", "/predict", JSON, list);

        assertThat(first.json(200).path("items")).hasSize(100);
        assertThat(replayed(second)).isTrue();
        same(first, second);
        assertThat(predictions(caller)).hasSize(100);
    }

    @Test
    void whatWasRefusedHasNotUsedUpItsKey() {
        Caller caller = service.newTenant("mending");

        keyed(caller, "k", "/predict", JSON, "{\"run_id\":").problem(400, "malformed");
        keyed(caller, "k", "/predict", JSON, "{\"run_id\":\"\"}").problem(422, "invalid");
        keyed(caller, "k", "/predict", "text/plain", QUESTION).problem(415, "unsupported_media_type");
        keyed(caller, "k", "/predict?x=1", JSON, QUESTION).problem(400, "malformed");
        keyed(caller, "k", "/models/v9/activate", JSON, "").problem(404, "not_found");

        assertThat(replayed(keyed(caller, "k", "/predict", JSON, QUESTION))).isFalse();
        assertThat(predictions(caller)).hasSize(1);
    }

    @Test
    void ofFiftyAtOnceOneIsDone() {
        Caller caller = service.newTenant("crowd");
        List<CompletableFuture<Answer>> asked = IntStream.range(0, 50)
                .mapToObj(i -> caller.sendLater(request(caller, "k", "/predict", JSON, QUESTION)))
                .toList();
        List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
        Answer late = keyed(caller, "k", "/predict", JSON, QUESTION);

        assertThat(predictions(caller)).hasSize(1);
        assertThat(answers).filteredOn(a -> a.status() == 200 && !replayed(a)).hasSize(1);
        assertThat(answers).allSatisfy(answer -> {
            if (answer.status() == 200) {
                assertThat(answer.body()).isEqualTo(late.body());
            } else {
                answer.problem(409, "in_flight");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
        });
    }

    @Test
    void conflictsAndReplaysAreCounted() {
        Caller caller = service.newTenant("counted");
        keyed(caller, "k", "/predict", JSON, QUESTION).json(200);
        keyed(caller, "k", "/predict", JSON, QUESTION).json(200);
        keyed(caller, "k", "/predict", JSON, "{\"run_id\":\"r9\"}").problem(422, "invalid");

        String metrics = caller.get("/metrics").body();
        assertThat(metrics).containsPattern("idempotency_replays_total [1-9]");
        assertThat(metrics).containsPattern("idempotency_conflicts_total\\{reason=\"other_request\"} [1-9]");
    }

    @Test
    void aKeyIsKeptForADayOverRestarts(@TempDir Path home) {
        SettableClock clock = new SettableClock(TestService.START);
        Answer first;
        try (TestService before = TestService.start(home, Map.of(), clock)) {
            first = keyed(before.local(), "k", "/predict", JSON, QUESTION);
            first.json(200);
        }
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        try (TestService after = TestService.start(home, Map.of(), clock)) {
            Answer kept = keyed(after.local(), "k", "/predict", JSON, QUESTION);
            assertThat(replayed(kept)).isTrue();
            same(first, kept);

            clock.advance(Duration.ofSeconds(1));
            assertThat(replayed(keyed(after.local(), "k", "/predict", JSON, QUESTION)))
                    .isFalse();
            assertThat(predictions(after.local())).hasSize(2);
        }
    }

    private static HttpRequest.Builder request(Caller caller, String key, String path, String mediaType, String body) {
        return caller.request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body));
    }

    private static Answer keyed(Caller caller, String key, String path, String mediaType, String body) {
        return caller.send(request(caller, key, path, mediaType, body));
    }

    private static boolean replayed(Answer answer) {
        return answer.headers()
                .firstValue("Idempotency-Replayed")
                .map(Boolean::valueOf)
                .orElse(false);
    }

    private static void same(Answer first, Answer second) {
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
    }

    private static JsonNode predictions(Caller caller) {
        return caller.get("/predictions?limit=500").json(200).path("items");
    }
}
