package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of connections on which nothing happens cost little, and those that ask are served as ever. */
@Tag("alone") // A third of the ports that there are, and memory is measured.
class ManyConnectionsIT {
    private static final int WANTED = 10_000;
    private static final int LEAST = 3_000;
    private static final int MARGIN = 1_500;
    private static final int QUESTIONS = 200;
    private static final int MAX_KIB_EACH = 20;

    @TempDir
    private Path folder;

    @Test
    void othersAreServedMeanwhile() throws Exception {
        int count = Math.min(WANTED, (int) openFiles() - MARGIN);
        System.out.println("ManyConnectionsIT: the limit of open files is " + openFiles() + ", so " + count
                + " connections are opened");
        assertThat(count).isGreaterThanOrEqualTo(LEAST);
        List<SocketChannel> idle = new ArrayList<>(count);
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), folder.resolve("log"))) {
            Caller caller = service.ready();
            ask(caller);
            long before = residentKib(service.pid());
            try {
                open(caller.url(), count, idle);
                Await.until("them to be counted", () -> open(caller) > count);
                long each = (residentKib(service.pid()) - before) / count;
                System.out.println("ManyConnectionsIT: " + count + " connections, " + each + " KiB of memory for each");
                assertThat(each).isLessThan(MAX_KIB_EACH);
                long began = System.nanoTime();
                ask(caller);
                System.out.println("ManyConnectionsIT: " + QUESTIONS + " predictions beside them took "
                        + (System.nanoTime() - began) / 1_000_000 + " ms");
            } finally {
                for (SocketChannel one : idle) {
                    one.close();
                }
            }
            Await.until("them to be gone", () -> open(caller) < 10);
            ask(caller);
        }
    }

    /** Every second of them has asked something before it fell silent. */
    private static void open(String url, int count, List<SocketChannel> into) throws IOException {
        URI uri = URI.create(url);
        ByteBuffer answer = ByteBuffer.allocate(4_096);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
            into.add(channel);
            if (i % 2 == 0) {
                channel.write(ByteBuffer.wrap("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII)));
                assertThat(channel.read(answer.clear())).isPositive();
            }
        }
    }

    private static void ask(Caller caller) {
        for (int i = 0; i < QUESTIONS; i++) {
            caller.post("/predict", "{\"run_id\":\"r" + i + "\"}").json(200);
        }
    }

    private static int open(Caller caller) {
        return caller.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("neuralops_http_connections "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static long residentKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
    }
}
