package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An id of another tenant costs what an id of nobody costs: not a measurement, which would be of the machine, but all that
 * the service says to the database and hears from it.
 */
class SameWorkIT {
    private static final int ATTEMPTS = 5;

    private static final String NOBODYS = "01890000-0000-7000-8000-000000000000";

    @TempDir
    private static Path folder;

    private static DatabaseProxy proxy;
    private static TestService service;
    private static Caller one;
    private static Caller other;

    @BeforeAll
    static void start() throws Exception {
        proxy = new DatabaseProxy(TestPostgres.shared().dsn(folder));
        // One event loop: requests that follow one another take the same connection, on which statements are prepared.
        service = TestService.start(folder, Map.of("POSTGRES_DSN", proxy.dsn(), "NEURALOPS_EVENT_LOOPS", "1"));
        one = service.newTenant("one");
        other = service.newTenant("other");
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        proxy.close();
    }

    @Test
    void aPredictionOfAnother() {
        String id = one.post("/predict", "{\"run_id\":\"p\",\"workflow\":\"secret\"}")
                .json(200)
                .path("id")
                .asText();

        sameWork(404, id, NOBODYS, given -> other.get("/predictions/" + given));
    }

    @Test
    void aModelOfAnother() {
        one.postLines("/runs", Histories.runs(200, TestService.START));
        assertThat(one.train()).isEqualTo("v1");

        sameWork(404, "v1", "v9", given -> other.get("/models/" + given));
        sameWork(404, "v1", "v9", given -> other.post("/models/" + given + "/activate", ""));
    }

    @Test
    void aTrainingOfAnother() {
        String job = one.post("/models/train", "{}").json(202).path("id").asText();
        Await.until("it to end", () -> !one.get("/models/jobs/" + job).body().contains("\"running\""));

        sameWork(404, job, NOBODYS, given -> other.get("/models/jobs/" + given));
    }

    @Test
    void aCursorOfAnother() {
        for (String run : List.of("a", "b")) {
            one.post("/runs", "{\"run_id\":\"" + run + "\",\"workflow\":\"secret\",\"status\":\"success\"}")
                    .json(200);
        }
        String cursor = one.get("/runs?limit=1").json(200).path("next_cursor").asText();

        sameWork(404, cursor, "AAAAAAAAAAcAAAAA", given -> other.get("/runs?cursor=" + given));
    }

    /** More than once: now and then something is done in the background, too, on the same connection. */
    private static void sameWork(int status, String others, String nobodys, Function<String, Answer> ask) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                sameWorkOnce(status, others, nobodys, ask);
                return;
            } catch (AssertionError disturbed) {
                // What differs always differs at last.
            }
        }
        sameWorkOnce(status, others, nobodys, ask);
    }

    private static void sameWorkOnce(int status, String others, String nobodys, Function<String, Answer> ask) {
        // So that statements are prepared.
        assertThat(ask.apply(others).status()).isEqualTo(status);
        assertThat(ask.apply(nobodys).status()).isEqualTo(status);
        Answer[] answers = new Answer[2];
        List<DatabaseProxy.Message> first = proxy.during(() -> answers[0] = ask.apply(others));
        List<DatabaseProxy.Message> second = proxy.during(() -> answers[1] = ask.apply(nobodys));

        assertThat(asked(first, others)).isEqualTo(asked(second, nobodys));
        assertThat(heard(first)).isEqualTo(heard(second));
        Answer ofOther = answers[0];
        Answer ofNobody = answers[1];
        assertThat(ofOther.body().replace(others, nobodys)).isEqualTo(ofNobody.body());
        assertThat(names(ofOther)).isEqualTo(names(ofNobody));
    }

    private static List<String> asked(List<DatabaseProxy.Message> said, String id) {
        return said.stream()
                .filter(DatabaseProxy.Message::toServer)
                .map(message -> (char) message.type() + " " + masked(message.body(), id))
                .toList();
    }

    /** Of what the database says the kind and the length count: it numbers transactions. */
    private static List<String> heard(List<DatabaseProxy.Message> said) {
        return said.stream()
                .filter(message -> !message.toServer())
                .map(message -> (char) message.type() + " " + message.body().length)
                .toList();
    }

    /** The bytes in hexadecimal, without those of the id in whichever form it is sent. */
    private static String masked(byte[] bytes, String id) {
        String text = HexFormat.of().formatHex(bytes);
        for (byte[] form : forms(id)) {
            text = text.replace(HexFormat.of().formatHex(form), "<id>");
        }
        return text;
    }

    private static List<byte[]> forms(String id) {
        List<byte[]> forms = new ArrayList<>(List.of(id.getBytes(StandardCharsets.UTF_8)));
        if (id.length() == NOBODYS.length()) {
            UUID uuid = UUID.fromString(id);
            forms.add(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array());
        } else if (id.length() > 2) {
            forms.add(Base64.getUrlDecoder().decode(id));
        }
        return forms;
    }

    private static List<String> names(Answer answer) {
        return answer.headers().map().keySet().stream().sorted().toList();
    }
}
