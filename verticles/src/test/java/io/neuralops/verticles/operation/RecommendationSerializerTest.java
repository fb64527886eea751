package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.neuralops.models.predict.Contribution;
import io.neuralops.models.predict.Evidence;
import io.neuralops.models.predict.Evidence.FiringSignal;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.SuggestedAction;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signal.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written by hand is what the mapper writes of the same records by itself: no field is missing or misnamed. */
class RecommendationSerializerTest {
    private final JsonMapper byItself = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @ParameterizedTest
    @EnumSource(SuggestedAction.Kind.class)
    void everyFieldOfARecommendationIsWrittenAsTheMapperWould(SuggestedAction.Kind kind) throws Exception {
        Recommendation full = new Recommendation(
                "93 % \"likely\" to fail: größer\u2028",
                List.of(
                        new Contribution("recent_rate", 0.4438381f, -1.1624237f),
                        new Contribution("metrics.queue_depth", null, Float.MIN_VALUE),
                        new Contribution("labels.event=push", Float.MAX_VALUE, 1e-7f)),
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

        assertThat(new Json().write(full)).isEqualTo(byItself.writeValueAsString(full));
    }

    @Test
    void anEmptyOneToo() throws Exception {
        Recommendation empty = new Recommendation(
                "",
                List.of(),
                new Evidence(0, List.of(), List.of()),
                new SuggestedAction(SuggestedAction.Kind.NONE, ""));

        assertThat(new Json().write(empty)).isEqualTo(byItself.writeValueAsString(empty));
    }
}
