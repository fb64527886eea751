package io.neuralops.verticles.cache.redis;

import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.cache.Answers;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.cache.Until;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS the server has to be the one that was named, by an authority that is trusted. */
class RedisTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Cache> opened = new ArrayList<>();
    private RedisProcess redis;

    @BeforeEach
    void start() throws Exception {
        Path store = folder.resolve("store.p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=redis"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream from = Files.newInputStream(store)) {
            keys.load(from, PASSWORD.toCharArray());
        }
        pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("redis", PASSWORD.toCharArray()).getEncoded());
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
        redis = RedisProcess.start(
                "--port",
                "0",
                "--tls-port",
                "PORT",
                "--tls-cert-file",
                folder.resolve("cert.pem").toString(),
                "--tls-key-file",
                folder.resolve("key.pem").toString(),
                "--tls-auth-clients",
                "no");
    }

    @AfterEach
    void stop() {
        opened.forEach(cache -> cache.close().await());
        redis.close();
        vertx.close().await();
    }

    @Test
    void itIsAskedIfItIsTrustedAndNotOtherwise() {
        Answers answers = new Answers();
        Cache cache = cache("127.0.0.1", folder.resolve("cert.pem"));
        Until.holds("a connection", () -> cache.trouble().isEmpty());
        answers.ask(cache, key("acme", "q"), "x");
        assertThat(cache.figures().of(Asked.MISS)).isOne();

        Cache untrusting = cache("127.0.0.1", null);
        Until.holds("a refusal", () -> untrusting.trouble().orElse("").contains("can't be reached"));
        Cache otherName = cache("localhost", folder.resolve("cert.pem"));
        Until.holds("a refusal", () -> otherName.trouble().orElse("").contains("can't be reached"));
        assertThat(answers.ask(otherName, key("acme", "q"), "own")).isEqualTo("own");
    }

    private Cache cache(String host, @Nullable Path certificate) {
        Cache cache = new RedisCache(
                vertx,
                new RedisSettings(host, redis.port(), true, "", "", 0, certificate),
                () -> Future.succeededFuture(Optional.empty()),
                Keeping.usual(),
                () -> UUID.randomUUID().toString(),
                System::nanoTime,
                () -> 0.5);
        opened.add(cache);
        return cache;
    }

    private void pem(String file, String what, byte[] bytes) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }
}
