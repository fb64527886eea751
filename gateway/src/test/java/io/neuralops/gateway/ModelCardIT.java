package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the card of a version tells, and whether it is noticed that a model no longer fits. */
class ModelCardIT {
    private static final int ASKED = 700;
    private static final List<String> WORKFLOWS = List.of("web/build", "web/test", "api/deploy", "nightly");

    @TempDir
    private Path home;

    private TestService service;

    @BeforeEach
    void start() {
        service = TestService.start(home);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theCardOfANewVersionTellsHowSureItsFiguresAre() throws IOException {
        Caller caller = trained("fresh");
        JsonNode card = card(caller);

        JsonNode certainty = card.path("holdout").path("certainty");
        assertThat(certainty.path("roc_auc").path("value").asDouble())
                .isEqualTo(card.path("auc").asDouble());
        assertThat(certainty.path("brier").path("value").asDouble())
                .isEqualTo(card.path("brier").asDouble());
        assertThat(certainty.path("ece").path("value").asDouble())
                .isCloseTo(card.path("ece").asDouble(), within(1e-12));
        for (String figure : List.of("roc_auc", "pr_auc", "brier")) {
            JsonNode interval = certainty.path(figure);
            assertThat(interval.path("value").asDouble())
                    .isBetween(
                            interval.path("lower").asDouble(),
                            interval.path("upper").asDouble());
        }
        int runs = 0;
        for (JsonNode stretch : card.path("holdout").path("reliability")) {
            runs += stretch.path("runs").asInt();
        }
        assertThat(runs).isEqualTo(card.path("baseline").path("n_test").asInt());
        assertThat(card.path("weights").path(0).path("feature").asText()).isEqualTo("base_rate");
        assertThat(card.path("weights").path(0).path("std_error").asDouble()).isPositive();
        assertThat(card.path("live")).isEmpty();
        assertThat(card.path("drift").path("rows").asInt()).isZero();
        assertThat(card.path("drift").path("problem").isNull()).isTrue();
        assertThat(card.path("shadow").isNull()).isTrue();

        JsonNode status = card.path("signature_status");
        assertThat(status.path("valid").asBoolean()).isTrue();
        assertThat(status.path("key_id")).isEqualTo(card.path("signature").path("key_id"));
        assertThat(status.path("signer").asText()).isEqualTo("local");
        Path file = home.resolve("models/fresh/v1.onnx");
        byte[] artifact = Files.readAllBytes(file);
        artifact[artifact.length / 2] ^= 1;
        Files.write(file, artifact);
        JsonNode altered = card(caller).path("signature_status");
        assertThat(altered.path("valid").asBoolean()).isFalse();
        assertThat(altered.path("problem").asText()).startsWith("altered");
    }

    @Test
    void whatItIsAskedIsHeldAgainstWhatItLearnedFromAndAgainstWhatBecameOfIt() {
        Caller caller = trained("fitting");
        List<Double> said = ask(caller, 0, 1_000);
        Random random = new Random(4);
        int failures = end(caller, i -> random.nextDouble() < said.get(i));
        JsonNode card = card(caller);

        JsonNode week = card.path("live").path(0);
        assertThat(card.path("live")).hasSize(1);
        assertThat(week.path("week").asText()).isEqualTo("2025-06-02");
        assertThat(week.path("runs").asInt()).isEqualTo(ASKED);
        assertThat(week.path("failures").asInt()).isEqualTo(failures);
        assertThat(week.path("brier").asDouble()).isBetween(0.01, 0.5);
        JsonNode drift = card.path("drift");
        assertThat(drift.path("rows").asInt()).isEqualTo(ASKED);
        assertThat(drift.path("labelled").asInt()).isEqualTo(ASKED);
        assertThat(psi(drift, "metrics.size")).isLessThan(0.1);

        assertThat(sweep()).as("nothing is found").isZero();
        assertThat(metric("model_drift_psi{feature=\"metrics.size\",tenant=\"fitting\",version=\"v1\"}"))
                .isEqualTo(psi(drift, "metrics.size"));
        assertThat(metric("model_calibration_error{tenant=\"fitting\",version=\"v1\"}"))
                .isEqualTo(drift.path("calibration_error").asDouble());
        assertThat(metric("model_info{tenant=\"fitting\",version=\"v1\"}")).isEqualTo(1);
    }

    @Test
    void whatMovedIsFoundOnceADay() {
        Caller caller = trained("moving");
        ask(caller, 4_000, 9_000);
        service.newTenant("bystander");

        assertThat(sweep()).isEqualTo(1);
        assertThat(sweep()).isEqualTo(1);
        assertThat(metric("model_drift_found_total")).isEqualTo(1);
        JsonNode finding = card(caller).path("findings");
        assertThat(finding).hasSize(1);
        assertThat(finding.path(0).path("feature").asText()).isEqualTo("metrics.size");
        assertThat(finding.path(0).path("psi").asDouble())
                .isEqualTo(psi(card(caller).path("drift"), "metrics.size"));

        service.clock().advance(Duration.ofDays(1));
        assertThat(sweep()).isEqualTo(1);
        assertThat(metric("model_drift_found_total")).isEqualTo(2);
        service.clock().advance(Duration.ofDays(31));
        assertThat(sweep()).as("it was asked nothing lately").isZero();
    }

    @Test
    void probabilitiesThatMeanSomethingElseByNowAreFoundToo() {
        Caller caller = trained("uncalibrated");
        ask(caller, 0, 1_000);
        end(caller, i -> true);

        assertThat(sweep()).isEqualTo(1);
        JsonNode card = card(caller);
        JsonNode finding = card.path("findings").path(0);
        assertThat(finding.path("feature").asText()).isEqualTo("calibration_error");
        assertThat(finding.path("psi").asDouble())
                .isGreaterThan(0.1)
                .isEqualTo(card.path("drift").path("calibration_error").asDouble());
    }

    @Test
    void somebodyWhoAsksAgainAndAgainSaysNothingNew() {
        Caller caller = trained("again");
        for (int i = 0; i < 3; i++) {
            caller.postLines("/predict", Collections.nCopies(300, question(0, 8_000)));
        }

        assertThat(card(caller).path("drift").path("rows").asInt()).isEqualTo(1);
        assertThat(sweep()).isZero();
    }

    private Caller trained(String tenant) {
        Caller caller = service.newTenant(tenant);
        caller.postLines("/runs", Histories.runs(500, TestService.START));
        assertThat(caller.train()).isEqualTo("v1");
        return caller;
    }

    /** Asks about runs that start now and then in the history's time. */
    private List<Double> ask(Caller caller, int from, int to) {
        Random random = new Random(11);
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            questions.add(question(i, from + random.nextInt(to - from)));
        }
        return caller.postLines("/predict", questions).stream()
                .map(answer -> answer.path("probability").asDouble())
                .toList();
    }

    private String question(int i, int size) {
        Instant start = TestService.START.minusSeconds(350L * (ASKED - i));
        return String.format(
                Locale.ROOT,
                "{\"run_id\":\"q%d\",\"workflow\":\"%s\",\"started_at\":\"%s\",\"metrics\":{\"size\":%d},"
                        + "\"labels\":{\"event\":\"%s\"}}",
                i,
                WORKFLOWS.get(i % 4),
                start,
                size,
                i % 3 == 0 ? "push" : "schedule");
    }

    private int end(Caller caller, IntPredicate fails) {
        service.clock().advance(Duration.ofMinutes(1));
        Instant now = service.clock().instant();
        List<String> ends = new ArrayList<>();
        int failures = 0;
        for (int i = 0; i < ASKED; i++) {
            boolean failed = fails.test(i);
            failures += failed ? 1 : 0;
            ends.add(Histories.ended("q" + i, WORKFLOWS.get(i % 4), failed ? "failure" : "success", now, now));
        }
        caller.postLines("/runs", ends);
        return failures;
    }

    private int sweep() {
        return service.application().services().drift.sweep().await();
    }

    private static JsonNode card(Caller caller) {
        return caller.get("/models/v1").json(200);
    }

    private static double psi(JsonNode drift, String feature) {
        return StreamSupport.stream(drift.path("features").spliterator(), false)
                .filter(one -> one.path("feature").asText().equals(feature))
                .findFirst()
                .orElseThrow()
                .path("psi")
                .asDouble();
    }

    private double metric(String name) {
        return service.local()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
