package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that is told to end (SIGTERM) while requests are under way: they are answered, and what was is kept. */
class DrainIT {
    private static final int CALLERS = 8;
    private static final int HALF_SENT = 32;
    private static final int BEFORE = 300;

    @TempDir
    private Path folder;

    private final Set<String> acknowledged = new TreeSet<>();

    @Test
    void whatIsUnderWayIsAnsweredAndTheProcessEndsWellAndNothingAcknowledgedIsLost() throws Exception {
        Path home = folder.resolve("home");
        Queue<String> stored = new ConcurrentLinkedQueue<>();
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("first.log"));
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            Caller caller = service.ready();
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                callers.execute(() -> reportOn(caller, number, stored));
            }
            List<RawConnection> half = halfSent(caller.url());
            RawConnection stream = openStream(caller.url());
            Await.until("commits to be under way", () -> stored.size() >= BEFORE);

            service.askToEnd();

            Await.until("nobody new to be taken", () -> refused(caller.url()));
            assertThat(service.isAlive()).as("while requests are under way").isTrue();
            for (int i = 0; i < half.size(); i++) {
                half.get(i).send(run("half-" + i).substring(1));
            }
            for (int i = 0; i < half.size(); i++) {
                assertThat(half.get(i).all()).startsWith("HTTP/1.1 200 ").contains("\"half-" + i + "\"");
                acknowledged.add("half-" + i);
                half.get(i).close();
            }
            stream.send(chunk(run("line-2") + "\n") + "0\r\n\r\n");
            assertThat(stream.all()).contains("\"line-2\"").endsWith("0\r\n\r\n");
            acknowledged.add("line-2");
            stream.close();

            assertThat(service.ended()).as(service.output()).isZero();
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(service.output()).doesNotContain("ERROR", "Exception", "\tat ");
        }
        acknowledged.addAll(stored);
        assertThat(acknowledged).hasSizeGreaterThan(BEFORE + HALF_SENT + 1);

        try (ServiceProcess again = ServiceProcess.start(home, folder.resolve("second.log"))) {
            assertThat(runs(again.ready())).containsAll(acknowledged);
        }
    }

    /** Requests of which the head and a byte are there: the service says that it wants the rest. */
    private static List<RawConnection> halfSent(String url) throws IOException {
        List<RawConnection> half = new ArrayList<>();
        for (int i = 0; i < HALF_SENT; i++) {
            String body = run("half-" + i);
            RawConnection connection = new RawConnection(url)
                    .send(head(Caller.JSON) + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(connection.some()).startsWith("HTTP/1.1 100 ");
            half.add(connection.send(body.substring(0, 1)));
        }
        return half;
    }

    /** Lines of which the first is answered, and more may come. */
    private RawConnection openStream(String url) throws IOException {
        RawConnection stream = new RawConnection(url).send(head(Caller.NDJSON) + "Transfer-Encoding: chunked\r\n\r\n");
        stream.send(chunk(run("line-1") + "\n"));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\"line-1\"") < 0) {
            answer.append(stream.some());
        }
        acknowledged.add("line-1");
        return stream;
    }

    /** Reports run after run until the service is gone. */
    private static void reportOn(Caller caller, int number, Queue<String> stored) {
        try {
            for (int next = 0; true; next++) {
                String id = "caller-" + number + "-" + next;
                if (caller.post("/runs", run(id)).status() == 200) {
                    stored.add(id);
                }
            }
        } catch (UncheckedIOException ended) {
            // A connection on which nothing was under way was closed.
        }
    }

    private static boolean refused(String url) {
        URI uri = URI.create(url);
        try (java.net.Socket socket = new java.net.Socket(uri.getHost(), uri.getPort())) {
            return !socket.isConnected();
        } catch (ConnectException gone) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> runs(Caller caller) {
        Set<String> ids = new TreeSet<>();
        String page = "/runs?limit=500";
        while (true) {
            var answer = caller.get(page).json(200);
            ids.addAll(answer.path("items").findValuesAsText("run_id"));
            if (answer.path("next_cursor").isNull()) {
                return ids;
            }
            page = "/runs?limit=500&cursor=" + answer.path("next_cursor").asText();
        }
    }

    private static String head(String mediaType) {
        return "POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + mediaType + "\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"status\":\"success\"}";
    }
}
