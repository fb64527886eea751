package io.neuralops.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How well the failures of real histories are foretold, by the very command that users have. */
class FiguresIT {
    @Test
    void travis() throws IOException {
        JsonNode report = evaluate("ci_travis");

        assertThat(of(report, "model", "roc_auc")).isGreaterThanOrEqualTo(0.850);
        assertThat(of(report, "model", "pr_auc")).isGreaterThanOrEqualTo(0.75);
        assertThat(of(report, "model", "brier")).isLessThanOrEqualTo(0.140);
        assertThat(of(report, "model", "ece")).isLessThanOrEqualTo(0.03);
        assertThat(of(report, "model", "f1")).isGreaterThanOrEqualTo(0.675);
        betterThanPreviousStatus(report);
        assertThat(of(report, "model", "f1")).isGreaterThan(of(report, "previous_status", "f1"));
        assertThat(report.path("n_train").asInt() + report.path("n_test").asInt())
                .isEqualTo(71_347);
    }

    @Test
    void linkerd() throws IOException {
        JsonNode report = evaluate("ci_linkerd_gha");

        assertThat(of(report, "model", "roc_auc")).isGreaterThanOrEqualTo(0.77);
        assertThat(of(report, "model", "brier")).isLessThanOrEqualTo(0.0515);
        betterThanPreviousStatus(report);
        assertThat(of(report, "model", "f1")).isGreaterThan(of(report, "previous_status", "f1"));
    }

    @Test
    void autoware() throws IOException {
        JsonNode report = evaluate("ci_autoware_gha");

        assertThat(of(report, "model", "roc_auc")).isGreaterThanOrEqualTo(0.80);
        betterThanPreviousStatus(report);
    }

    private static void betterThanPreviousStatus(JsonNode report) {
        assertThat(of(report, "model", "roc_auc")).isGreaterThan(of(report, "previous_status", "roc_auc"));
        assertThat(of(report, "model", "pr_auc")).isGreaterThan(of(report, "previous_status", "pr_auc"));
        assertThat(of(report, "model", "brier")).isLessThan(of(report, "previous_status", "brier"));
    }

    private static double of(JsonNode report, String part, String figure) {
        assertThat(report.path(part).path(figure).isNumber())
                .as(part + "." + figure)
                .isTrue();
        return report.path(part).path(figure).asDouble();
    }

    private static JsonNode evaluate(String set) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                name -> null,
                Clock.systemUTC());
        int status = NeuralOps.commandLine(terminal, (config, clock) -> {
                    throw new AssertionError("evaluating needs no service");
                })
                .execute("evaluate", "--json", file(set).toString());
        assertThat(status).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    /** The runs of a set, which are not ours to distribute; skips the test where they aren't there. */
    private static Path file(String set) {
        String said = System.getenv("NEURALOPS_DATA");
        // Tests run in the folder of their module.
        Path data = said == null ? Path.of("..", "..", "shared", "data") : Path.of(said);
        Path file = data.resolve(set).resolve("workflow_runs.csv.gz");
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> file + " is not there: this test needs the real data (NEURALOPS_DATA says where it lies)");
        return file;
    }
}
