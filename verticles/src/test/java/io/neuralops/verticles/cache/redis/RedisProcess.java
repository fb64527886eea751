package io.neuralops.verticles.cache.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.embedded.core.ExecutableProvider;

/** A real Redis, as a process of its own that can be frozen, killed, and started again at the same port. */
public final class RedisProcess implements AutoCloseable {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(20);

    private final int port;
    private final List<String> settings;
    private Process process;

    private RedisProcess(int port, List<String> settings) {
        this.port = port;
        this.settings = settings;
    }

    /** Starts one that keeps nothing on the disk. */
    public static RedisProcess start(String... settings) {
        RedisProcess redis = prepared(settings);
        redis.begin();
        return redis;
    }

    /** One that isn't started yet. */
    public static RedisProcess prepared(String... settings) {
        return new RedisProcess(freePort(), List.of(settings));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public RedisSettings settings() {
        return new RedisSettings("127.0.0.1", port, false, "", "", 0, null);
    }

    /** Starts it, with nothing in it. */
    public void begin() {
        try {
            File binary = ExecutableProvider.newJarResourceProvider().get();
            List<String> command = new ArrayList<>(List.of(binary.getAbsolutePath()));
            if (!settings.contains("--tls-port")) {
                command.addAll(List.of("--port", Integer.toString(port)));
            }
            command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
            settings.forEach(one -> command.add(one.replace("PORT", Integer.toString(port))));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("Redis to listen", this::listens);
    }

    /** It does nothing more, though its connections stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** It goes on, with what came meanwhile too. */
    public void thaw() {
        signal("CONT");
    }

    /** Ends it at once. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Redis ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Optional.ofNullable(process).ifPresent(Process::destroyForcibly);
    }
}
