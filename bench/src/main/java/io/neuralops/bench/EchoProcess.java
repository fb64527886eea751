package io.neuralops.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Starts {@link EchoServer} as a process of its own, on the same JVM and with the same flags as the service. */
final class EchoProcess {
    private static final Duration POLL = Duration.ofMillis(20);

    private EchoProcess() {}

    static Serving start(Workspace work, Serving service, byte[] answer) throws IOException {
        Path file = Files.write(work.file("answer.json"), answer);
        int port = ServiceProcess.freePort();
        List<String> command = new ArrayList<>();
        command.add(service.process().info().command().orElseThrow());
        command.addAll(service.jvmFlags());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(EchoServer.class.getName());
        command.addAll(List.of(Integer.toString(port), Integer.toString(Settings.eventLoops()), file.toString()));
        return awaited(new Serving(new ProcessBuilder(command).inheritIO().start(), port));
    }

    /** A server that was just started, once it listens. */
    static Serving awaited(Serving serving) {
        while (!listens(serving.port())) {
            if (!serving.process().isAlive()) {
                throw new IllegalStateException("a server to compare with did not come up");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return serving;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
