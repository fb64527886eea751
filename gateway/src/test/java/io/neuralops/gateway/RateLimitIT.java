package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that was given a limit for each tenant. */
class RateLimitIT {
    private static TestService service;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = TestService.start(home, Map.of("NEURALOPS_RATE_LIMIT", "5"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatIsOverIsRefusedBeforeAnythingIsDoneAndCostsAnotherTenantNothing() {
        Caller loud = service.newTenant("loud");
        Caller quiet = service.newTenant("quiet");
        List<Answer> answers = untilRefused(loud, "/runs");

        Answer refused = answers.getLast();
        assertThat(answers).hasSizeGreaterThan(5);
        assertThat(refused.problem(429, "rate_limited")).contains("5 requests a second");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(quiet.get("/runs").status()).isEqualTo(200);
        assertThat(untilRefused(loud, "/").getLast().problem(429, "rate_limited"))
                .as("the page")
                .contains("5 requests a second");
        assertThat(loud.get("/healthz").status()).as("open to all").isEqualTo(200);
    }

    /** While refusals are held back, room for another request comes. */
    private static List<Answer> untilRefused(Caller caller, String path) {
        List<Answer> answers = new ArrayList<>();
        do {
            answers.add(caller.get(path));
        } while (answers.getLast().status() == 200 && answers.size() < 10_000);
        return answers;
    }
}
