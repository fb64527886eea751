package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a real process: a line for each answer, and nothing in it that tells of a person or lets anybody in. */
class AccessLogIT {
    private static final String PERSON = "ann.planted@example.com";
    private static final String SECRET = "eyJhbGciOiJFUzI1NiJ9.cGxhbnRlZA.cGxhbnRlZA";

    @TempDir
    private Path folder;

    @Test
    void everyAnswerHasALineAndNoLineHasAPersonOrAToken() throws Exception {
        String output;
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Caller caller = service.ready();
            caller.post("/predict", "{\"run_id\":\"r\"}").json(200);
            caller.post("/predict", "{\"run_id\":\"" + PERSON + "\"}").problem(422, "invalid");
            caller.post("/runs", "{\"owner\":\"" + PERSON + "\"}");
            caller.post("/runs", Caller.NDJSON, "{\"run_id\":\"" + PERSON + "\"}\n");
            caller.get("/predictions/" + PERSON.replace("@", "%40"));
            assertThat(caller.get("/").status()).isEqualTo(200);
            caller.get("/nothing/" + PERSON);
            caller.get("/runs?workflow=" + PERSON.replace("@", "%40") + "&token=" + SECRET);
            caller.send(planted(caller, "Authorization", "Bearer " + SECRET));
            caller.send(planted(caller, "X-Request-Id", PERSON));
            caller.send(planted(caller, "X-Request-Id", SECRET));
            caller.send(planted(caller, "traceparent", "00-" + PERSON));
            caller.send(planted(caller, "Cookie", PERSON));
            caller.send(planted(caller, "User-Agent", PERSON));
            caller.send(planted(caller, "X-Forwarded-For", PERSON));
            caller.send(planted(caller, "Referer", "http://" + PERSON));
            caller.send(caller.request("/runs").method("ANN.PLANTED", BodyPublishers.noBody()));
            String host = URI.create(caller.url()).getAuthority();
            RawHttp.exchange(caller.url(), "GET /" + PERSON + " HTTP/1.1\r\nHost: " + host + "\r\nHost: b\r\n\r\n");
            RawHttp.exchange(caller.url(), "GET /" + PERSON + " HTTP/9\r\n\r\n");
            assertThat(service.terminate()).isZero();
            output = service.output();
        }

        List<String> lines =
                output.lines().filter(line -> line.contains(" access: ")).toList();
        assertThat(lines).hasSize(19);
        assertThat(lines)
                .allMatch(line -> line.matches("\\S+Z INFO access: method=(-|[A-Z]+) route=(-|/[a-z{}/]*) status=\\d{3}"
                        + " bytes=\\d+ us=\\d+ request=(-|[0-9a-f]{16}) tenant=(-|local)"));
        // Those of one event loop may come before those of another.
        assertThat(lines)
                .anyMatch(
                        line -> line.contains("method=POST route=/predict status=200") && line.endsWith("tenant=local"))
                .anyMatch(line -> line.contains("method=GET route=/ status=200") && line.endsWith("tenant=local"))
                .anyMatch(line -> line.contains("route=/predictions/{id} status=422"))
                .anyMatch(line -> line.contains("route=- status=404") && line.endsWith("tenant=-"));
        assertThat(output).doesNotContainIgnoringCase("planted", "example.com", SECRET, "cGxhbnRlZA", "127.0.0.1:8");
    }

    private static HttpRequest.Builder planted(Caller caller, String header, String value) {
        return caller.request("/runs").header(header, value).GET();
    }
}
