package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Claims travel with the statement that they are for: it is sent before the database has answered them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoundTripIT {
    @TempDir
    private static Path folder;

    private static DatabaseProxy proxy;
    private static TestService service;
    private static Caller acme;

    @BeforeAll
    static void start() throws Exception {
        proxy = new DatabaseProxy(TestPostgres.shared().dsn(folder));
        service = TestService.start(folder, Map.of("POSTGRES_DSN", proxy.dsn(), "NEURALOPS_EVENT_LOOPS", "1"));
        acme = service.newTenant("acme");
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        proxy.close();
    }

    @Test
    void ofWhatIsRead() {
        // Prepared on each of the connections that read.
        for (int i = 0; i < 8; i++) {
            acme.get("/runs?workflow=before").json(200);
        }

        proxy.holdUntilSaid("all-in-one-reading");

        assertThat(acme.get("/runs?workflow=all-in-one-reading").json(200).path("items"))
                .isEmpty();
    }

    @Test
    void ofWhatIsWritten() {
        for (int i = 0; i < 8; i++) {
            predict("before" + i);
        }

        proxy.holdUntilSaid("all-in-one-writing");

        predict("all-in-one-writing");
    }

    private static void predict(String run) {
        acme.post("/predict", "{\"run_id\":\"" + run + "\",\"workflow\":\"w\"}").json(200);
    }
}
