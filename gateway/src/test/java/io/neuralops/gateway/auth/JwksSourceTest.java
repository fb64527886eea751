package io.neuralops.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.gateway.JwksServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading key sets: bounded in size and time, and from nowhere else. */
class JwksSourceTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final JwksServer server = new JwksServer();
    private final JwksUrl url = new JwksUrl(VERTX, server.url(), Duration.ofSeconds(30));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void aBodyAsLongAsTheBoundIsReadAndALongerOneIsNot() {
        server.serve("x".repeat(JwksSource.MAX_BYTES));
        assertThat(url.read().await().length()).isEqualTo(JwksSource.MAX_BYTES);

        server.serve("x".repeat(JwksSource.MAX_BYTES + 1));
        assertThatThrownBy(() -> url.read().await()).hasMessageContaining("more than");
    }

    @Test
    void anotherStatusIsNoKeySetAndARedirectIsNotFollowed() {
        server.serve(500, "{\"keys\":[]}");
        assertThatThrownBy(() -> url.read().await()).hasMessageContaining("500");

        server.serve(302, server.url() + "/elsewhere");
        int before = server.requests();
        assertThatThrownBy(() -> url.read().await()).hasMessageContaining("302");
        assertThat(server.requests()).isEqualTo(before + 1);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        server.hold(never);
        JwksUrl hasty = new JwksUrl(VERTX, server.url(), Duration.ofMillis(50));

        assertThatThrownBy(() -> hasty.read().await()).isInstanceOf(TimeoutException.class);
        never.countDown();
    }

    @Test
    void aFileIsReadIfItIsAFileAndNotTooLarge() throws IOException {
        Path file = folder.resolve("keys.json");
        JwksFile source = new JwksFile(VERTX, file.toString());
        assertThatThrownBy(() -> source.read().await()).isInstanceOf(RuntimeException.class);

        Files.writeString(file, "{}");
        assertThat(source.read().await().toString()).isEqualTo("{}");

        Files.writeString(file, "x".repeat(JwksSource.MAX_BYTES + 1));
        assertThatThrownBy(() -> source.read().await()).isInstanceOf(UnreadableKeys.class);
        assertThatThrownBy(() -> new JwksFile(VERTX, folder.toString()).read().await())
                .isInstanceOf(UnreadableKeys.class);
    }
}
