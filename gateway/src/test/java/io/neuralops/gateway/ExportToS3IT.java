package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.verticles.export.s3.S3StandIn;
import io.neuralops.verticles.export.s3.TroubledStandIn;
import io.neuralops.verticles.export.s3.TroubledStandIn.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a real process into S3, which refuses, hangs, or outlives the process. */
class ExportToS3IT {
    private static final String RUNS = "{\"what\":\"runs\",\"format\":\"ndjson\",\"from\":\"2025-01-01T00:00:00Z\","
            + "\"to\":\"2026-01-01T00:00:00Z\"}";

    @TempDir
    private Path folder;

    private final S3StandIn s3 = new S3StandIn();
    private final TroubledStandIn between = new TroubledStandIn(s3.endpoint());

    @AfterEach
    void stop() {
        between.close();
        s3.close();
    }

    private ServiceProcess service(String log) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("S3_AUDIT_BUCKET_DEV", S3StandIn.BUCKET);
        environment.put("AWS_ENDPOINT_URL_S3", between.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", "somebody");
        environment.put("AWS_SECRET_ACCESS_KEY", "se-cret-word");
        return ServiceProcess.start(folder.resolve("home"), folder.resolve(log), environment);
    }

    private static String begin(Caller caller) {
        return caller.post("/reports/exports", RUNS).json(202).path("id").asText();
    }

    @Test
    void aFileGoesToTheTenantsFolderAndWhatIsRefusedLeavesNothing() throws Exception {
        try (ServiceProcess service = service("log")) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(1_200, TestService.START));

            JsonNode export = ExportsIT.ended(caller, begin(caller));

            assertThat(export.path("state").asText()).as(export.toString()).isEqualTo("succeeded");
            String location = export.path("location").asText();
            assertThat(location).startsWith("s3://audit/local/local-runs-20250101T000000Z-");
            String key = location.substring("s3://audit/".length());
            assertThat(s3.objects()).containsOnlyKeys(key, key + ".manifest.json");
            assertThat(s3.objects().get(key))
                    .hasSize(export.path("manifest").path("bytes").asInt());
            assertThat(caller.get("/healthz")
                            .json(200)
                            .path("parts")
                            .path("exports")
                            .asText())
                    .startsWith("s3 (s3://audit");
            s3.clear();

            between.rule(
                    (request, number) -> request.isPart(1) ? new Fate.Refuse(403, "AccessDenied") : new Fate.Pass());
            JsonNode refused = ExportsIT.ended(caller, begin(caller));
            assertThat(refused.path("state").asText()).isEqualTo("failed");
            assertThat(refused.path("error").asText()).contains("403, AccessDenied");
            assertThat(s3.objects()).isEmpty();
            assertThat(s3.uploads()).isZero();
            assertThat(service.terminate()).isZero();
            assertThat(service.output() + export + refused).doesNotContain("se-cret-word");
        }
    }

    @Test
    void afterAKillTheJobIsInterruptedAndTheUploadIsGone() throws Exception {
        String job;
        try (ServiceProcess service = service("first.log")) {
            Caller caller = service.ready();
            caller.postLines("/runs", Histories.runs(1_200, TestService.START));
            between.rule((request, number) -> request.completes() ? new Fate.Hang() : new Fate.Pass());
            job = begin(caller);
            Await.until(
                    "it to be almost there", () -> between.seen().stream().anyMatch(TroubledStandIn.Seen::completes));
            service.kill();
        }
        assertThat(s3.uploads()).isEqualTo(1);
        assertThat(s3.objects()).hasSize(1);
        between.clear();

        Files.delete(folder.resolve("home/service.url"));
        try (ServiceProcess service = service("second.log")) {
            Caller caller = service.ready();
            assertThat(ExportsIT.ended(caller, job).path("state").asText()).isEqualTo("interrupted");
            Await.until("what was left to be cleared", () -> s3.uploads() == 0);
            assertThat(s3.objects()).isEmpty();
            assertThat(ExportsIT.ended(caller, begin(caller)).path("state").asText())
                    .isEqualTo("succeeded");
        }
    }
}
