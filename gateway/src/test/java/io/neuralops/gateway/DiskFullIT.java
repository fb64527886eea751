package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
            survives(service, disk::fill, disk::free);
        }
    }

    /** Files that must not grow fail in the same way, everywhere. */
    @Test
    void filesThatCannotGrowAreNotTheEnd() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            survives(service, () -> limitFiles(service, "65536"), () -> limitFiles(service, "unlimited"));
        }
    }

    private static void limitFiles(ServiceProcess service, String bytes) {
        assertThat(SystemCommand.run("prlimit", "--pid", "" + service.pid(), "--fsize=" + bytes + ":unlimited"))
                .isZero();
    }

    private void survives(ServiceProcess service, Step fill, Step free) throws Exception {
        Caller caller = service.ready();
        int acknowledged = 50;
        for (int i = 0; i < acknowledged; i++) {
            assertThat(report(caller).status()).isEqualTo(200);
        }

        fill.take();
        // What needs less room than was refused may still fit.
        acknowledged += untilRefused(() -> report(caller));
        untilRefused(() -> caller.post("/predict", "{\"run_id\":\"p\"}"));
        untilRefused(() -> caller.post("/signals", "{\"service\":\"s\",\"name\":\"n\"}"));
        acknowledged += untilRefused(() -> caller.post("/runs", Caller.NDJSON, run(next.incrementAndGet()) + "\n"));
        assertThat(caller.get("/healthz").status()).isEqualTo(200);
        assertThat(caller.get("/runs?limit=1").json(200).path("items")).hasSize(1);
        assertThat(caller.get("/risk").status()).isEqualTo(200);
        assertThat(caller.get("/predictions").status()).isEqualTo(200);
        assertThat(count(caller)).isEqualTo(acknowledged);

        free.take();
        Await.until(
                "it to heal",
                () -> caller.post("/runs", run(next.incrementAndGet())).status() == 200);
        acknowledged++;
        caller.post("/predict", "{\"run_id\":\"p\"}").json(200);
        caller.post("/signals", "{\"service\":\"s\",\"name\":\"n\"}").json(200);
        assertThat(count(caller)).isEqualTo(acknowledged);

        assertThat(service.terminate()).isZero();
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

    private static int count(Caller caller) {
        int count = 0;
        String page = "/runs?limit=500";
        while (true) {
            var answer = caller.get(page).json(200);
            count += answer.path("items").size();
            if (answer.path("next_cursor").isNull()) {
                return count;
            }
            page = "/runs?limit=500&cursor=" + answer.path("next_cursor").asText();
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
