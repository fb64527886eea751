package io.neuralops.models.feature;

import io.neuralops.models.run.Run;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a run itself when it starts; its duration, finish and error are outcomes and have no place here. */
public record RunStart(@Nullable String workflow, Instant at, Map<String, Double> metrics, Map<String, String> labels) {
    public static RunStart of(Run run) {
        return new RunStart(run.workflow(), run.startedAt(), run.metrics(), run.labels());
    }
}
