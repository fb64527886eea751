package io.neuralops.verticles.prediction;

import static io.neuralops.verticles.operation.JsonBytes.ascii;

import io.neuralops.models.predict.Contribution;
import io.neuralops.models.predict.Evidence;
import io.neuralops.models.predict.Evidence.FiringSignal;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.SuggestedAction;
import io.neuralops.models.run.RunKey;
import io.neuralops.verticles.operation.JsonBytes;
import java.util.List;

/** Writes recommendations, of which each prediction has one, with some forty fields. */
final class RecommendationJson {
    private static final byte[] SUMMARY = ascii("{\"summary\":");
    private static final byte[] FEATURES = ascii(",\"features\":[");
    private static final byte[] NEXT = ascii(",");
    private static final byte[] NAME = ascii("{\"name\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] CONTRIBUTION = ascii(",\"contribution\":");
    private static final byte[] END = ascii("}");
    private static final byte[] FINISHED_RUNS = ascii("],\"evidence\":{\"finished_runs\":");
    private static final byte[] RECENT_FAILURES = ascii(",\"recent_failures\":[");
    private static final byte[] RUN_ID = ascii("{\"run_id\":");
    private static final byte[] ATTEMPT = ascii(",\"attempt\":");
    private static final byte[] SIGNALS = ascii("],\"signals\":[");
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] SERVICE = ascii(",\"service\":");
    private static final byte[] SIGNAL_NAME = ascii(",\"name\":");
    private static final byte[] SEVERITY = ascii(",\"severity\":");
    private static final byte[] SINCE = ascii(",\"since\":");
    private static final byte[] ACTION = ascii("]},\"action\":{\"kind\":");
    private static final byte[] REASON = ascii(",\"reason\":");
    private static final byte[] ALL_ENDS = ascii("}}");

    private RecommendationJson() {}

    static void write(Recommendation recommendation, JsonBytes to) {
        to.json(SUMMARY).text(recommendation.summary()).json(FEATURES);
        List<Contribution> features = recommendation.features();
        for (int i = 0; i < features.size(); i++) {
            feature(features.get(i), separated(to, i));
        }
        Evidence evidence = recommendation.evidence();
        to.json(FINISHED_RUNS).number(evidence.finishedRuns()).json(RECENT_FAILURES);
        for (int i = 0; i < evidence.recentFailures().size(); i++) {
            RunKey run = evidence.recentFailures().get(i);
            separated(to, i).json(RUN_ID).text(run.runId()).json(ATTEMPT).number(run.attempt());
            to.json(END);
        }
        to.json(SIGNALS);
        for (int i = 0; i < evidence.signals().size(); i++) {
            signal(evidence.signals().get(i), separated(to, i));
        }
        SuggestedAction action = recommendation.action();
        to.json(ACTION).text(action.kind().label()).json(REASON).text(action.reason());
        to.json(ALL_ENDS);
    }

    private static void feature(Contribution feature, JsonBytes to) {
        to.json(NAME).text(feature.name()).json(VALUE).number(feature.value());
        to.json(CONTRIBUTION).number(feature.contribution()).json(END);
    }

    private static void signal(FiringSignal signal, JsonBytes to) {
        to.json(ID).text(signal.id()).json(SERVICE).text(signal.service());
        to.json(SIGNAL_NAME).text(signal.name());
        to.json(SEVERITY).text(signal.severity().label());
        to.json(SINCE).time(signal.since()).json(END);
    }

    private static JsonBytes separated(JsonBytes to, int place) {
        return place == 0 ? to : to.json(NEXT);
    }
}
