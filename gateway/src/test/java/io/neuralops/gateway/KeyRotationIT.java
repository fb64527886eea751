package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new key changes what is written from then on, and nothing that was. */
class KeyRotationIT {
    private static final String GRACE = "grace@example.com";

    @TempDir
    private Path home;

    @Test
    void oldPseudonymsStayValidAndAPersonIsForgottenUnderAllKeys() {
        String before;
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            Caller globex = service.newTenant("globex");
            before = owner(acme, "old");
            assertThat(before).startsWith("email:k1:");

            JsonNode rotated = acme.post("/keys/rotate", "{}").json(200);

            assertThat(rotated.path("key_id").asText()).isEqualTo("k2");
            assertThat(rotated.path("keys").asInt()).isEqualTo(2);
            assertThat(owner(acme, "new")).startsWith("email:k2:");
            assertThat(stored(acme, "old")).isEqualTo(before);
            assertThat(owner(globex, "new")).startsWith("email:k1:");
            assertThat(service.local().get("/metrics").body()).contains("pseudonym_keys_rotated_total 1");
        }
        try (TestService again = TestService.start(home)) {
            Caller acme = again.as("acme", Role.ADMIN);
            assertThat(owner(acme, "later")).startsWith("email:k2:");
            // A pseudonym that comes back as it was read stays as it is.
            assertThat(owner(acme, "copied", before)).isEqualTo(before);

            JsonNode forgotten = acme.post("/persons/forget", "{\"person\":\"" + GRACE + "\",\"dry_run\":false}")
                    .json(200);

            assertThat(forgotten.path("changed").asInt()).isEqualTo(4);
            for (String run : new String[] {"old", "new", "later", "copied"}) {
                assertThat(stored(acme, run)).isEqualTo("[forgotten]");
            }
            assertThat(stored(again.as("globex", Role.ADMIN), "new")).startsWith("email:k1:");
        }
    }

    @Test
    void onlyAdminsRotateAndARepetitionDoesItOnce() {
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            service.as("acme", Role.OPERATOR).post("/keys/rotate", "{}").problem(403, "forbidden");
            assertThat(acme.post("/keys/rotate", "{\"tenant\":\"globex\"}").status())
                    .isEqualTo(400);
            for (int i = 0; i < 2; i++) {
                Answer answer = acme.send(acme.request("/keys/rotate")
                        .header("Content-Type", Caller.JSON)
                        .header("Idempotency-Key", "rotate-once")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
                assertThat(answer.json(200).path("key_id").asText()).isEqualTo("k2");
            }
        }
    }

    private static String owner(Caller caller, String run) {
        return owner(caller, run, GRACE);
    }

    private static String owner(Caller caller, String run, String owner) {
        caller.post(
                        "/runs",
                        "{\"run_id\":\"" + run + "\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"" + owner
                                + "\"}")
                .json(200);
        return stored(caller, run);
    }

    private static String stored(Caller caller, String run) {
        for (JsonNode item : caller.get("/runs?limit=500").json(200).path("items")) {
            if (item.path("run_id").asText().equals(run)) {
                return item.path("owner").asText();
            }
        }
        throw new AssertionError("no run " + run);
    }
}
