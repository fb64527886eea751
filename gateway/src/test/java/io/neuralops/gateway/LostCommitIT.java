package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The connection dies at a COMMIT: what the service remembers is what the table holds, whatever became of it. */
class LostCommitIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "BEFORE_THE_SERVER_HEARS_IT, 503, false",
        "BEFORE_ITS_ANSWER_ARRIVES, 200, true",
        "BEFORE_ITS_ANSWER_ARRIVES_FOR_GOOD, 503, true"
    })
    void memoryAndTableAgreeAfterwards(DatabaseProxy.Cut cut, int status, boolean stored) throws Exception {
        try (DatabaseProxy proxy = new DatabaseProxy(TestPostgres.shared().dsn(folder));
                TestService service = TestService.start(folder, Map.of("POSTGRES_DSN", proxy.dsn()))) {
            Caller caller = service.local();
            caller.post("/runs", run("before")).json(200);
            assertThat(remembered(service)).isEqualTo(1);
            // Or the next COMMIT would be that of the reports.
            Await.until(
                    "what follows from it to be done",
                    () -> service.application().services().rollups.waiting() == 0);

            proxy.cutNext(cut);
            Answer answer = caller.post("/runs", run("cut"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            if (status == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            proxy.heal();
            Await.until("the database to be back", () -> caller.get("/readyz").status() == 200);

            List<String> table = table(caller);
            assertThat(table).contains("before");
            assertThat(table.contains("cut")).isEqualTo(stored);
            assertThat(remembered(service)).isEqualTo(table.size());
            caller.post("/runs", run("after")).json(200);
            assertThat(remembered(service)).isEqualTo(table.size() + 1);
        }
    }

    private static List<String> table(Caller caller) {
        List<String> ids = new ArrayList<>();
        for (JsonNode run : caller.get("/runs").json(200).path("items")) {
            ids.add(run.path("run_id").asText());
        }
        return ids;
    }

    /** How many finished runs predictions go by. */
    private static int remembered(TestService service) {
        service.clock().advance(Duration.ofSeconds(1)); // what ends now is not known before now
        return service.local()
                .post("/predict", "{\"run_id\":\"next\",\"workflow\":\"w\"}")
                .json(200)
                .path("recommendation")
                .path("evidence")
                .path("finished_runs")
                .asInt();
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"status\":\"success\"}";
    }
}
