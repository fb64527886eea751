package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen bodies that unpack to a gigabyte each, at once, sent to a process whose memory is watched. */
class GzipBombIT {
    private static final int BOMBS = 16;
    private static final int UNPACKED_MB = 1_000;
    private static final long MOST_KB = 64 << 10;
    private static final String RUN = "{\"run_id\":\"bomb\",\"workflow\":\"w\",\"status\":\"success\"}";

    @Test
    void itCostsLittleMemoryStoresNothingAndOthersAreAnsweredMeanwhile(@TempDir Path folder) throws Exception {
        byte[] bomb = Gzips.bomb(RUN, UNPACKED_MB);
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Caller caller = service.ready();
            ask(caller, 200);
            long before = peakKb(service);

            List<RawConnection> callers = new ArrayList<>();
            try {
                for (int i = 0; i < BOMBS; i++) {
                    RawConnection connection = new RawConnection(caller.url());
                    callers.add(connection.send(head(i, bomb.length)).send(Arrays.copyOf(bomb, 1_000)));
                }
                ask(caller, 100);
                for (RawConnection connection : callers) {
                    connection.send(Arrays.copyOfRange(bomb, 1_000, 100_000));
                }
                ask(caller, 100);
                for (RawConnection connection : callers) {
                    assertThat(connection.some()).startsWith("HTTP/1.1 413 ").contains("too_large");
                }
            } finally {
                for (RawConnection connection : callers) {
                    connection.close();
                }
            }

            assertThat(peakKb(service) - before).as("KiB more at the peak").isLessThan(MOST_KB);
            assertThat(caller.get("/runs").json(200).path("items")).isEmpty();
            ask(caller, 10);
        }
    }

    private static void ask(Caller caller, int times) {
        for (int i = 0; i < times; i++) {
            caller.post("/predict", "{\"run_id\":\"r" + i + "\"}").json(200);
        }
    }

    private static byte[] head(int number, int length) {
        String mediaType = number % 2 == 0 ? Caller.JSON : Caller.NDJSON;
        return ("POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Type: " + mediaType
                        + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    /** The most memory that the process ever had, in KiB. */
    private static long peakKb(ServiceProcess service) throws IOException {
        Path status = Path.of("/proc/" + service.pid() + "/status");
        assumeTrue(Files.exists(status), "only Linux tells");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("no peak in " + status);
    }
}
