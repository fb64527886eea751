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
        Process process = new ProcessBuilder(command).inheritIO().start();
        while (!listens(port)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the echo server did not come up");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return new Serving(process, port);
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
