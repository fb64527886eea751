package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million lines go through a process that has a quarter of a gigabyte of memory, a line answered for each. */
class MillionLinesIT {
    private static final int LINES = 1_000_000;
    private static final int GOOD_EVERY = 1_000;
    private static final String BAD =
            "{\"run_id\":\"r\",\"workflow\":\"" + "w".repeat(350) + "\",\"status\":\"success\"}\n";

    @TempDir
    private Path folder;

    @Test
    void eachIsAnsweredWhereNearlyAllAreRefused() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Caller caller = service.ready();
            assertThat(exchange(caller, GOOD_EVERY))
                    .isEqualTo(new Told(LINES / GOOD_EVERY, LINES - LINES / GOOD_EVERY));
            assertThat(caller.get("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void eachIsStoredWhereAllAreGood() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Caller caller = service.ready();
            assertThat(exchange(caller, 1)).isEqualTo(new Told(LINES, 0));

            JsonNode tables = caller.get("/tenants/local").json(200).path("tables");
            assertThat(tables)
                    .anyMatch(table -> table.path("name").asText().equals("workflow_runs")
                            && table.path("rows").asInt() == LINES);
            caller.post("/predict", "{\"run_id\":\"next\",\"workflow\":\"w\"}").json(200);
        }
    }

    /** What the lines of an answer say. */
    private record Told(long created, long refused) {}

    private static Told exchange(Caller caller, int goodEvery) throws IOException {
        try (Socket socket = RawHttp.connect(caller.url())) {
            // Who reads nothing before everything is sent is not served without end.
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, goodEvery));
            long created = 0;
            long refused = 0;
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
            for (String line = answers.readLine(); !line.equals("0"); line = answers.readLine()) {
                if (line.contains("\"created\"")) {
                    created++;
                } else if (line.contains("\"field\":\"workflow\"")) {
                    refused++;
                }
            }
            sent.join();
            return new Told(created, refused);
        }
    }

    private static String good(int number) {
        return "{\"run_id\":\"" + number + "\",\"workflow\":\"w\",\"status\":\"success\"}\n";
    }

    private static void send(Socket socket, int goodEvery) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(("POST /runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: "
                            + Caller.NDJSON + "\r\n\r\n")
                    .getBytes(UTF_8));
            for (int next = 0; next < LINES; next += goodEvery) {
                byte[] lines = (good(next) + BAD.repeat(goodEvery - 1)).getBytes(UTF_8);
                out.write((Integer.toHexString(lines.length) + "\r\n").getBytes(UTF_8));
                out.write(lines);
                out.write("\r\n".getBytes(UTF_8));
            }
            out.write("0\r\n\r\n".getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
