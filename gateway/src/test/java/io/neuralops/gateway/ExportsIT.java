package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports over HTTP, into the folder. */
class ExportsIT {
    private static final String TIME = "\"from\":\"2025-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"";
    private static final String RUNS = "{\"what\":\"runs\",\"format\":\"csv\"," + TIME + "}";

    @TempDir
    private static Path folder;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Caller withRuns(String tenant) {
        Caller caller = service.newTenant(tenant);
        caller.postLines("/runs", Histories.runs(1_200, TestService.START));
        return caller;
    }

    static JsonNode ended(Caller caller, String id) {
        return Await.value("the export to end", () -> {
            JsonNode export = caller.get("/reports/exports/" + id).json(200);
            return export.path("state").asText().equals("running") ? null : export;
        });
    }

    private static JsonNode export(Caller caller, String body) {
        Answer begun = caller.post("/reports/exports", body);
        String id = begun.json(202).path("id").asText();
        assertThat(begun.headers().firstValue("Location")).hasValue("/reports/exports/" + id);
        assertThat(begun.json().path("kind").asText()).isEqualTo("export");
        return ended(caller, id);
    }

    @Test
    void anExportIsAFileWithItsManifestBesideIt() throws IOException {
        Caller caller = withRuns("exporting");

        JsonNode export = export(service.as("exporting", Role.OPERATOR), RUNS);

        assertThat(export.path("state").asText()).as(export.toString()).isEqualTo("succeeded");
        assertThat(export.path("rows").asInt()).isEqualTo(1_200);
        Path file = folder.resolve(export.path("location").asText());
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
            assertThat(lines).hasSize(1_201);
            assertThat(lines.getFirst()).startsWith("run_id,attempt,workflow,status,");
        }
        String manifest = Files.readString(file.resolveSibling(file.getFileName() + ".manifest.json"));
        assertThat(export.path("manifest").path("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(manifest)
                .contains(export.path("manifest").path("sha256").asText(), "\"code_version\"", "\"definitions\"");
        JsonNode list = caller.get("/reports/exports").json(200).path("items");
        assertThat(list).hasSize(1);
        assertThat(list.get(0)).isEqualTo(export);
        assertThat(caller.get("/models/jobs").json(200).path("items")).isEmpty();
        caller.get("/models/jobs/" + export.path("id").asText()).problem(404, "not_found");
    }

    @Test
    void aReportIsExportedWithWhatItsNumbersMean() {
        Caller caller = service.newTenant("reported");
        String id = caller.post("/reports/exports", RUNS.replace("runs", "report"))
                .json(202)
                .path("id")
                .asText();

        JsonNode export = ended(caller, id);

        assertThat(export.path("state").asText()).as(export.toString()).isEqualTo("succeeded");
        assertThat(export.path("rows").asInt()).as(export.toString()).isEqualTo(365);
        assertThat(export.toString()).contains("time_to_restore", "prediction_quality");
    }

    @Test
    void whatIsAskedForWronglyIsNamed() {
        Caller caller = service.newTenant("asking_wrongly");
        for (String wrong :
                List.of(RUNS.replace("runs", "rows"), RUNS.replace("csv", "xml"), RUNS.replace("{", "{\"other\":1,"))) {
            caller.post("/reports/exports", wrong).problem(400, "malformed");
        }
        for (String wrong : List.of(
                RUNS.replace("2026-01-01", "2024-01-01"),
                RUNS.replace("2026-01-01", "2025-01-01"),
                RUNS.replace("2025-01-01", "1890-01-01"),
                "{\"what\":\"runs\",\"format\":\"csv\"}")) {
            caller.post("/reports/exports", wrong).problem(422, "invalid");
        }
        assertThat(caller.get("/reports/exports").json(200).path("items")).isEmpty();
    }

    @Test
    void whoeverOnlyReadsStartsAndStopsNothing() {
        service.newTenant("reading");
        Caller viewer = service.as("reading", Role.VIEWER);

        viewer.post("/reports/exports", RUNS).problem(403, "forbidden");
        viewer.post("/reports/exports/none/cancel", "{}").problem(403, "forbidden");
        viewer.get("/reports/exports").json(200);
        viewer.get("/reports/exports/none").problem(404, "not_found");
    }

    @Test
    void anothersExportIsNotThere() {
        Caller one = service.newTenant("one_exports");
        Caller other = service.newTenant("other_exports");
        String id = export(one, RUNS).path("id").asText();

        other.get("/reports/exports/" + id).problem(404, "not_found");
        other.post("/reports/exports/" + id + "/cancel", "{}").problem(404, "not_found");
        assertThat(other.get("/reports/exports").json(200).path("items")).isEmpty();
        one.post("/reports/exports/" + id + "/cancel", "{}").problem(409, "conflict");
    }

    @Test
    void itIsToldOnTheEventBusAndCounted() {
        withRuns("told_of");
        try (BusClient client = BusClient.open(service.url(), service.token("told_of", Role.VIEWER))
                .register("insight.told_of.export")) {
            JsonNode export = export(service.as("told_of", Role.OPERATOR), RUNS);

            JsonNode last = client.next(
                    frame -> frame.path("body").path("state").asText().equals("succeeded"));
            assertThat(last.path("headers").path("kind").asText()).isEqualTo("export");
            assertThat(last.path("body").path("id")).isEqualTo(export.path("id"));
            assertThat(last.path("body").path("rows").asInt()).isEqualTo(1_200);
        }
        assertThat(service.local().get("/metrics").body())
                .contains(
                        "exports_total{result=\"succeeded\",what=\"runs\"}",
                        "exports_total{result=\"interrupted\",what=\"report\"} 0.0",
                        "export_rows_total",
                        "export_duration_seconds_bucket");
        assertThat(service.local()
                        .get("/healthz")
                        .json(200)
                        .path("parts")
                        .path("exports")
                        .asText())
                .startsWith("local files (");
    }

    @Test
    void filesGoWithTheTenant() {
        Caller caller = withRuns("going");
        Path file = folder.resolve(export(caller, RUNS).path("location").asText());
        assertThat(file).exists();
        Caller platform = service.as("platform", Role.ADMIN);
        assertThat(platform.get("/tenants/going").json(200).path("files").toString())
                .contains("{\"kind\":\"exports\",\"files\":2,");

        platform.send(platform.request("/tenants/going?dry_run=false&confirm=going")
                        .DELETE())
                .json(200);

        assertThat(file.getParent()).doesNotExist();
    }
}
