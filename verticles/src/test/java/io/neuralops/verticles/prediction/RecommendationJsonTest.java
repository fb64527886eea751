package io.neuralops.verticles.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.models.predict.Contribution;
import io.neuralops.models.predict.Evidence;
import io.neuralops.models.predict.Evidence.FiringSignal;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.SuggestedAction;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signal.Severity;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.WrittenByHand;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written by hand says what the mapper says of the same records by itself: no field is missing or misnamed. */
class RecommendationJsonTest {
    private final Json json = new Json();

    @ParameterizedTest
    @EnumSource(SuggestedAction.Kind.class)
    void everyFieldOfARecommendationIsWrittenAsTheMapperWould(SuggestedAction.Kind kind) throws Exception {
        Recommendation full = new Recommendation(
                "93 % \"likely\" to fail: größer\u2028",
                List.of(
                        new Contribution("recent_rate", 0.4438381f, -1.1624f),
                        new Contribution("metrics.queue_depth", Float.NaN, 0.5f),
                        new Contribution("labels.event=push", 17, 0)),
                new Evidence(
                        586,
                        List.of(new RunKey("r-1", 1), new RunKey("r\t2", 10_000)),
                        List.of(
                                new FiringSignal(
                                        "s1",
                                        "ledger-db",
                                        "timeout",
                                        Severity.CRITICAL,
                                        Instant.parse("2026-01-31T12:00:00Z")),
                                new FiringSignal(
                                        "s2", "web", "slow", Severity.WARNING, Instant.ofEpochSecond(1, 123_456_000)))),
                new SuggestedAction(kind, "Hold it until 'x' is resolved."));

        same(to -> RecommendationJson.write(full, to), full);
    }

    @Test
    void anEmptyOneToo() throws Exception {
        Recommendation empty = new Recommendation(
                "",
                List.of(),
                new Evidence(0, List.of(), List.of()),
                new SuggestedAction(SuggestedAction.Kind.NONE, ""));

        same(to -> RecommendationJson.write(empty, to), empty);
    }

    @Test
    void everyFieldOfAPredictionIsWrittenAsTheMapperWould() throws Exception {
        Instant now = Instant.parse("2026-01-31T12:00:00.123456Z");
        io.neuralops.sql.Json why = new io.neuralops.sql.Json("{\"summary\":\"größer\"}");
        PredictionView full = new PredictionView(
                UUID.fromString("01a21052-3614-750c-bb2e-5752df2e9f89"),
                "r\"1",
                2,
                "a/b",
                "s-ü",
                "v7",
                0.12174046,
                "workflow_history",
                why,
                now,
                "failure",
                "real");
        PredictionView bare = new PredictionView(
                new UUID(0, -1), "r", 1, null, null, "base-rate", 1, "base_rate", why, now, null, null);

        same(full, full);
        same(bare, bare);
    }

    private void same(WrittenByHand byHand, Object value) throws Exception {
        ObjectMapper reader = new ObjectMapper();
        assertThat(reader.readTree(json.writeBytes(byHand))).isEqualTo(reader.readTree(json.write(value)));
        assertThat(json.writeBuffer(byHand).getBytes()).isEqualTo(json.writeBytes(byHand));
    }
}
