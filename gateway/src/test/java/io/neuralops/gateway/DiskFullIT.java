package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When nothing more fits onto the disk writes are refused, reads go on, nothing acknowledged is lost, and it heals. */
class DiskFullIT {
    private static final int MANY = 20_000;
    private static final String LABEL = "x".repeat(400);

    @TempDir
    private Path folder;

    private final AtomicInteger next = new AtomicInteger();

    /** Makes writing fail, or lets it work again. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    @Test
    void aFullDiskIsNotTheEnd() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "24m");
                ServiceProcess service = ServiceProcess.start(disk.path().resolve("home"), folder.resolve("log"))) {
            Acknowledged all = survives(service, disk::fill, disk::free);
            assertThat(service.terminate()).isZero();
            outliveARestart(all, disk.path().resolve("home"));
        }
    }

    /** Files that must not grow fail in the same way, everywhere. */
    @Test
    void filesThatCannotGrowAreNotTheEnd() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Acknowledged all =
                    survives(service, () -> limitFiles(service, "65536"), () -> limitFiles(service, "unlimited"));
            assertThat(service.terminate()).isZero();
            outliveARestart(all, folder.resolve("home"));
        }
    }

    private static void limitFiles(ServiceProcess service, String bytes) {
        assertThat(SystemCommand.run("prlimit", "--pid", "" + service.pid(), "--fsize=" + bytes + ":unlimited"))
                .isZero();
    }

    /** How many writes were answered with success. */
    private record Acknowledged(int runs, int predictions, int signals) {}

    private Acknowledged survives(ServiceProcess service, Step fill, Step free) throws Exception {
        Caller caller = service.ready();
        int runs = 50;
        for (int i = 0; i < runs; i++) {
            assertThat(report(caller).status()).isEqualTo(200);
        }

        fill.take();
        // What needs less room than was refused may still fit.
        runs += untilRefused(() -> report(caller));
        int predictions = untilRefused(() -> predict(caller));
        int signals = untilRefused(() -> signal(caller));
        runs += untilRefused(() -> caller.post("/runs", Caller.NDJSON, run(next.incrementAndGet()) + "\n"));
        assertThat(caller.get("/healthz").status()).isEqualTo(200);
        assertThat(caller.get("/runs?limit=1").json(200).path("items")).hasSize(1);
        assertThat(caller.get("/risk").status()).isEqualTo(200);
        assertThat(caller.get("/predictions").status()).isEqualTo(200);
        assertThat(stored(caller)).isEqualTo(new Acknowledged(runs, predictions, signals));

        free.take();
        Await.until("it to heal", () -> report(caller).status() == 200);
        predict(caller).json(200);
        signal(caller).json(200);
        Acknowledged all = new Acknowledged(runs + 1, predictions + 1, signals + 1);
        assertThat(stored(caller)).isEqualTo(all);
        return all;
    }

    private void outliveARestart(Acknowledged all, Path home) throws IOException {
        try (ServiceProcess again = ServiceProcess.start(home, folder.resolve("again.log"))) {
            assertThat(stored(again.ready())).isEqualTo(all);
        }
    }

    private static Answer predict(Caller caller) {
        return caller.post("/predict", "{\"run_id\":\"p\"}");
    }

    private static Answer signal(Caller caller) {
        return caller.post("/signals", "{\"service\":\"s\",\"name\":\"n\"}");
    }

    /** What can be read of what was written. */
    private static Acknowledged stored(Caller caller) {
        int signals = -1;
        for (JsonNode table : caller.get("/tenants/local").json(200).path("tables")) {
            if (table.path("name").asText().equals("insight_signals")) {
                signals = table.path("rows").asInt();
            }
        }
        return new Acknowledged(count(caller, "/runs"), count(caller, "/predictions"), signals);
    }

    private Answer report(Caller caller) {
        return caller.post("/runs", run(next.incrementAndGet()));
    }

    /** Writes until one is refused for want of room; how many were acknowledged. */
    private static int untilRefused(Supplier<Answer> writing) {
        for (int done = 0; done < MANY; done++) {
            Answer answer = writing.get();
            if (answer.status() != 200) {
                refused(answer);
                return done;
            }
        }
        throw new AssertionError("the disk never got full");
    }

    private static int count(Caller caller, String list) {
        int count = 0;
        String page = list + "?limit=500";
        while (true) {
            JsonNode answer = caller.get(page).json(200);
            count += answer.path("items").size();
            if (answer.path("next_cursor").isNull()) {
                return count;
            }
            page = list + "?limit=500&cursor=" + answer.path("next_cursor").asText();
        }
    }

    private static String run(int number) {
        return "{\"run_id\":\"r%d\",\"workflow\":\"w\",\"status\":\"success\",\"labels\":{\"a\":\"%s\",\"b\":\"%s\"}}"
                .formatted(number, LABEL, LABEL);
    }

    private static void refused(Answer answer) {
        answer.problem(503, "unavailable");
        assertThat(answer.headers().firstValueAsLong("Retry-After")).isPresent();
    }
}
