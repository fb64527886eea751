package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's file that is damaged stops predictions and nothing else, and mending it is enough. */
class DamagedModelIT {
    @TempDir
    private static Path home;

    private static Path model;
    private static Path other;
    private static byte[] sound;
    private static byte[] soundOther;

    @BeforeAll
    static void train() throws IOException {
        try (TestService service = TestService.start(home)) {
            service.local().postLines("/runs", Histories.runs(200, TestService.START.minusSeconds(60)));
            service.local().train();
            service.local().postLines("/runs", Histories.runs(220, TestService.START));
            assertThat(service.local().train()).isEqualTo("v2");
            assertThat(service.local().get("/readyz").json(200).path("ready").asBoolean())
                    .isTrue();
        }
        model = home.resolve("models/local/v1.onnx");
        other = home.resolve("models/local/v2.onnx");
        sound = Files.readAllBytes(model);
        soundOther = Files.readAllBytes(other);
    }

    @AfterEach
    void mend() throws IOException {
        Files.write(model, sound);
        Files.write(other, soundOther);
    }

    @ParameterizedTest
    @ValueSource(strings = {"corrupt", "cut short", "empty", "missing", "swapped", "huge"})
    void itIsSaidAndMendingTheFileHeals(String damage) throws IOException {
        damage(damage, model);
        try (TestService service = TestService.start(home)) {
            Caller caller = service.local();

            JsonNode predictions = caller.get("/predictions").json(200).path("items");
            JsonNode notReady = caller.get("/readyz").json(503);
            assertThat(notReady.path("ready").asBoolean()).isFalse();
            assertThat(notReady.path("checks").path("store").asText()).isEqualTo("ok");
            assertThat(notReady.path("checks").path("model").asText()).contains("v1", "can't be loaded");
            Answer refused = caller.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"nightly\"}");
            assertThat(refused.problem(503, "unavailable")).contains("v1");
            assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);

            assertThat(caller.get("/healthz").status()).isEqualTo(200);
            assertThat(caller.post("/runs", Histories.started("new", "w", TestService.START))
                            .status())
                    .isEqualTo(200);
            assertThat(caller.get("/runs?limit=1").status()).isEqualTo(200);
            assertThat(caller.get("/predictions").json(200).path("items")).isEqualTo(predictions);
            assertThat(caller.get("/models").json(200).path("items")).hasSize(2);
            assertThat(caller.get("/metrics").body()).contains("predictions_error_total{kind=\"Unavailable\"} 1.0");

            Files.write(model, sound);
            Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
            assertThat(caller.post("/predict", "{\"run_id\":\"r\",\"workflow\":\"nightly\"}")
                            .json(200)
                            .path("model_version")
                            .asText())
                    .isEqualTo("v1");
        }
    }

    @Test
    void aVersionThatCannotBeLoadedIsNotActivated() throws IOException {
        damage("corrupt", other);
        try (TestService service = TestService.start(home)) {
            service.local().post("/models/v2/activate", "{\"force\":true}").problem(503, "unavailable");

            assertThat(service.local()
                            .get("/models/v1")
                            .json(200)
                            .path("active")
                            .asBoolean())
                    .isTrue();
            assertThat(service.local()
                            .post("/predict", "{\"run_id\":\"r\"}")
                            .json(200)
                            .path("model_version")
                            .asText())
                    .isEqualTo("v1");
        }
    }

    private static void damage(String how, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (how) {
            case "corrupt" -> {
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
            case "cut short" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case "empty" -> Files.write(file, new byte[0]);
            case "missing" -> Files.delete(file);
            case "swapped" -> Files.write(file, soundOther);
            case "huge" -> Files.write(file, new byte[20 << 20]);
            default -> throw new IllegalArgumentException(how);
        }
    }
}
