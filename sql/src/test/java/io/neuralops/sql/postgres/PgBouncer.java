package io.neuralops.sql.postgres;

import io.vertx.pgclient.SslMode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A pooler in transaction mode before a server: a program of the system, where it is installed. */
final class PgBouncer implements AutoCloseable {
    /** Fewer than the service has connections, so that its sessions are handed from one to the other. */
    private static final int SERVER_CONNECTIONS = 6;

    private static final int START_SECONDS = 20;

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Path> installed() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it before the server, for logins of that server. */
    static PgBouncer start(Path program, PgDsn server, List<PgDsn> logins) throws IOException {
        Path folder = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = freePort();
        Path users = Files.write(
                folder.resolve("users.txt"),
                logins.stream()
                        .map(login -> "\"%s\" \"%s\"".formatted(login.user(), login.password()))
                        .toList());
        Path settings = Files.write(
                folder.resolve("pgbouncer.ini"),
                List.of(
                        "[databases]",
                        "* = host=%s port=%d".formatted(server.host(), server.port()),
                        "[pgbouncer]",
                        "listen_addr = 127.0.0.1",
                        "listen_port = " + port,
                        "unix_socket_dir =",
                        "auth_type = trust",
                        "auth_file = " + users,
                        "pool_mode = transaction",
                        "default_pool_size = " + SERVER_CONNECTIONS,
                        "server_idle_timeout = 5",
                        "max_client_conn = 200"));
        List<String> command = new ArrayList<>(List.of(program.toString(), settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody")); // it refuses to run as root
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        PgBouncer started = new PgBouncer(process, port);
        if (!started.listens()) {
            started.close();
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
        return started;
    }

    /** A database of the server, reached through it. */
    PgDsn dsn(PgDsn direct, boolean told) {
        return new PgDsn(
                "127.0.0.1", port, direct.database(), direct.user(), direct.password(), SslMode.DISABLE, null, told);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private boolean listens() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() - end < 0) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
