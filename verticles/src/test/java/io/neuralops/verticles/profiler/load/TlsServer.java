package io.neuralops.verticles.profiler.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with a certificate that nobody vouches for, and what it is asked. */
public final class TlsServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Vertx vertx = Vertx.vertx();
    private final PfxOptions keys;
    private final HttpServer server;
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();

    private TlsServer(Path store) {
        keys = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setSni(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(keys))
                .requestHandler(request -> {
                    names.add(String.valueOf(request.connection().indicatedServerName()));
                    hosts.add(String.valueOf(request.authority()));
                    request.response().end("ok");
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    /** One whose certificate is for a name. */
    public static TlsServer of(Path folder, String name) {
        Path store = folder.resolve("store.p12");
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD,
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=dns:" + name))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TlsServer(store);
    }

    public int port() {
        return server.actualPort();
    }

    /** For who is to believe it. */
    PfxOptions trust() {
        return keys;
    }

    /** The names that were indicated with each request. */
    public List<String> names() {
        return names;
    }

    /** The hosts that were asked for. */
    public List<String> hosts() {
        return hosts;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
