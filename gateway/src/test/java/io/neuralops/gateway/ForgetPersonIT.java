package io.neuralops.gateway;

import static io.neuralops.gateway.TestService.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is forgotten is nowhere any more, and everybody else is where they were. */
class ForgetPersonIT {
    private static final String GRACE = "grace@example.com";
    private static final String BOB = "bob@example.org";
    private static final String FORGET = "{\"person\":\"" + GRACE + "\",\"dry_run\":false}";
    private static final String MANY = IntStream.range(0, 30)
            .mapToObj(
                    i -> "{\"run_id\":\"many" + i + "\",\"workflow\":\"w1\",\"labels\":{\"author\":\"" + GRACE + "\"}}")
            .collect(Collectors.joining("\n"));

    @TempDir
    private Path home;

    @Test
    void nothingOfThePersonIsLeftAndAllElseStaysAndWorks() {
        String grace;
        try (TestService service = TestService.start(home)) {
            Caller acme = history(service, "acme");
            Caller globex = history(service, "globex");
            grace = owner(acme, "g0");
            String bob = owner(acme, "b4");
            String graceElsewhere = owner(globex, "g0");
            assertThat(where(Stored.of(home), grace)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(where(answers(acme), grace)).hasSize(5);
            assertThat(keyed(acme).body()).contains(grace);

            JsonNode told = acme.post("/persons/forget", "{\"person\":\"Grace@Example.com\"}")
                    .json(200);
            assertThat(told.path("dry_run").asBoolean()).isTrue();
            assertThat(told.path("changed").asInt()).isZero();
            assertThat(where(Stored.of(home), grace)).isNotEmpty();

            JsonNode done = acme.post("/persons/forget", FORGET).json(200);

            assertThat(found(done)).isEqualTo(found(told));
            assertThat(found(done).values())
                    .filteredOn(n -> n > 0)
                    .as(done.toString())
                    .hasSize(7);
            assertThat(done.path("changed")).isEqualTo(done.path("found"));
            noneOf(Stored.of(home), grace, bob, graceElsewhere, "[forgotten]");
            noneOf(answers(acme), grace, bob, "[forgotten]");
            assertThat(keyed(acme).body()).doesNotContain(hash(grace)).contains("[forgotten]");
            assertThat(predict(acme, "open")).isEqualTo("workflow_history");
            assertThat(predict(acme, "new")).isEqualTo("workflow_history");
            noneOf(Stored.of(home), grace);
            assertThat(acme.post("/persons/forget", FORGET)
                            .json(200)
                            .path("found")
                            .asInt())
                    .isZero();
            assertThat(acme.train()).isEqualTo("v2");
        }
        noneOf(Stored.of(home), grace);
        try (TestService again = TestService.start(home)) {
            again.clock().advance(Duration.ofMinutes(1));
            Caller acme = again.as("acme", Role.ADMIN);
            assertThat(predict(acme, "after")).isEqualTo("workflow_history");
            noneOf(answers(acme), grace, "[forgotten]");
        }
    }

    @Test
    void onlyAdminsForgetAndOnlyInTheirOwnTenant() {
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            Caller globex = service.newTenant("globex");
            for (Caller caller : List.of(acme, globex)) {
                caller.post(
                                "/runs",
                                "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"" + GRACE
                                        + "\"}")
                        .json(200);
            }
            String elsewhere = globex.get("/runs").body();

            service.as("acme", Role.OPERATOR).post("/persons/forget", FORGET).problem(403, "forbidden");
            acme.post("/persons/forget", "{\"dry_run\":false}").problem(422, "invalid");
            acme.post("/persons/forget", "{\"person\":\"\",\"dry_run\":false}").problem(422, "invalid");
            assertThat(acme.post("/persons/forget", FORGET)
                            .json(200)
                            .path("changed")
                            .asInt())
                    .isEqualTo(1);

            assertThat(globex.get("/runs").body()).isEqualTo(elsewhere);
            assertThat(acme.get("/runs")
                            .json(200)
                            .path("items")
                            .get(0)
                            .path("owner")
                            .asText())
                    .isEqualTo("[forgotten]");
        }
    }

    @Test
    void aLongHistoryIsGoneThroughWhileOthersReport() {
        try (TestService service = TestService.start(home)) {
            Caller acme = service.newTenant("acme");
            acme.postLines(
                    "/runs",
                    IntStream.range(0, 4_500)
                            .mapToObj(i -> run("r" + i, i % 3 == 0 ? GRACE : BOB, i))
                            .toList());
            String grace = owner(acme, "r4497");
            var answer = acme.postLater("/persons/forget", FORGET);
            acme.postLines(
                    "/runs",
                    IntStream.range(0, 1_500)
                            .mapToObj(i -> run("s" + i, BOB, i))
                            .toList());

            assertThat(answer.join().json(200).path("changed").asInt()).isEqualTo(1_500);
            noneOf(Stored.of(home), grace);
            service.clock().advance(Duration.ofSeconds(1));
            assertThat(acme.get("/predict").json(200).path("finished_runs").asInt())
                    .isEqualTo(6_000);
        }
    }

    /** A tenant in whose every table grace is named, and bob is too. */
    private static Caller history(TestService service, String tenant) {
        Caller caller = service.newTenant(tenant);
        caller.postLines(
                "/runs",
                IntStream.range(0, 300)
                        .mapToObj(i -> i % 10 < 4 ? run("g" + i, GRACE, i) : run("b" + i, BOB, i))
                        .toList());
        for (String person : List.of(GRACE, BOB)) {
            caller.post(
                            "/signals",
                            "{\"service\":\"w1\",\"name\":\"queue of " + person
                                    + "\",\"severity\":\"critical\",\"state\":\"firing\",\"labels\":{\"on_call\":\""
                                    + person + "\"}}")
                    .json(200);
        }
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(caller.train()).isEqualTo("v1");
        caller.post(
                        "/runs",
                        "{\"run_id\":\"open\",\"workflow\":\"w1\",\"status\":\"running\",\"labels\":{\"author\":\""
                                + GRACE + "\"}}")
                .json(200);
        String prediction = caller.post("/predict", "{\"run_id\":\"open\",\"workflow\":\"w1\"}")
                .json(200)
                .path("id")
                .asText();
        caller.post(
                        "/predictions/" + prediction + "/feedback",
                        "{\"verdict\":\"real\",\"note\":\"asked " + GRACE + " and " + BOB + "\"}")
                .json(200);
        keyed(caller).lines();
        return caller;
    }

    private static String run(String id, String person, int i) {
        return ("{\"run_id\":\"%s\",\"workflow\":\"w%d\",\"status\":\"%s\",\"started_at\":\"%s\",\"finished_at\":\"%s\","
                        + "\"owner\":\"%s\",\"error_text\":\"by <%s>, late\",\"labels\":{\"author\":\"%s\",\"seen by %s\":\"x\"},"
                        + "\"metrics\":{\"lines of %s\":%d}}")
                .formatted(
                        id,
                        i % 3,
                        person.equals(GRACE) ? "failure" : "success",
                        START.minusSeconds(900_000 - 60L * i),
                        START.minusSeconds(899_990 - 60L * i),
                        person,
                        person,
                        person,
                        person,
                        person,
                        i);
    }

    private static String predict(Caller caller, String run) {
        return caller.post("/predict", "{\"run_id\":\"" + run + "\",\"workflow\":\"w1\"}")
                .json(200)
                .path("basis")
                .asText();
    }

    /** An answer of many lines, which is kept and packed. */
    private static Answer keyed(Caller caller) {
        return caller.send(caller.request("/predict")
                .header("Content-Type", Caller.NDJSON)
                .header("Idempotency-Key", "many")
                .POST(BodyPublishers.ofString(MANY)));
    }

    private static String owner(Caller caller, String run) {
        for (JsonNode item : caller.get("/runs?limit=500").json(200).path("items")) {
            if (item.path("run_id").asText().equals(run)) {
                return item.path("owner").asText();
            }
        }
        throw new AssertionError("no run " + run);
    }

    /** The part of a pseudonym that is the same whatever kind of thing it stands for. */
    private static String hash(String pseudonym) {
        return pseudonym.substring(pseudonym.lastIndexOf(':') + 1);
    }

    private static Map<String, Integer> found(JsonNode erasure) {
        return erasure.path("tables")
                .valueStream()
                .collect(Collectors.toMap(
                        table -> table.path("name").asText(),
                        table -> table.path("found").asInt()));
    }

    private static Map<String, String> answers(Caller caller) {
        return Stream.of("/runs?limit=500", "/predictions?limit=500", "/predict", "/models", "/risk")
                .collect(Collectors.toMap(path -> path, path -> caller.get(path).body()));
    }

    /** Nothing tells of one, and something of each of the others. */
    private static void noneOf(Map<String, String> texts, String one, String... others) {
        assertThat(where(texts, hash(one))).isEmpty();
        for (String other : others) {
            assertThat(where(texts, other)).as(other).isNotEmpty();
        }
    }

    private static List<String> where(Map<String, String> texts, String text) {
        return texts.entrySet().stream()
                .filter(entry -> entry.getValue().contains(text))
                .map(Map.Entry::getKey)
                .toList();
    }
}
