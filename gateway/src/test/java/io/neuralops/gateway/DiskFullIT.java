package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** Makes writing fail, and lets it work again. */
    private interface Disk {
        void fill() throws IOException;

        void free() throws IOException;
    }

    /** A real disk, small and full. Where mounting isn't allowed the other test holds by itself. */
    @Test
    void aFullDiskIsNotTheEnd() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) != 0) {
            System.out.println("DiskFullIT: no mounting here, a bound for the size of files has to do");
            return;
        }
        try (ServiceProcess service = ServiceProcess.start(disk.resolve("home"), folder.resolve("log"))) {
            Path filler = disk.resolve("filler");
            survives(service, new Disk() {
                @Override
                public void fill() throws IOException {
                    try (OutputStream out = Files.newOutputStream(filler)) {
                        byte[] page = new byte[4_096];
                        while (true) {
                            out.write(page);
                        }
                    } catch (IOException full) {
                        assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();
                    }
                }

                @Override
                public void free() throws IOException {
                    Files.delete(filler);
                }
            });
        } finally {
            Await.until("the disk to be let go of", () -> run("umount", disk.toString()) == 0);
        }
    }

    /** Files that must not grow fail in the same way, everywhere. */
    @Test
    void filesThatCannotGrowAreNotTheEnd() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            survives(service, new Disk() {
                @Override
                public void fill() throws IOException {
                    assertThat(run("prlimit", "--pid", "" + service.pid(), "--fsize=65536:unlimited"))
                            .isZero();
                }

                @Override
                public void free() throws IOException {
                    assertThat(run("prlimit", "--pid", "" + service.pid(), "--fsize=unlimited:unlimited"))
                            .isZero();
                }
            });
        }
    }

    private void survives(ServiceProcess service, Disk disk) throws Exception {
        Caller caller = service.ready();
        int acknowledged = 50;
        for (int i = 0; i < acknowledged; i++) {
            assertThat(report(caller).status()).isEqualTo(200);
        }

        disk.fill();
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

        disk.free();
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

    private static int run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException notThere) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
