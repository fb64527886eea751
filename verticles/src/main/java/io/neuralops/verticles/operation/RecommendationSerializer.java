package io.neuralops.verticles.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.neuralops.models.predict.Contribution;
import io.neuralops.models.predict.Evidence;
import io.neuralops.models.predict.Evidence.FiringSignal;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.SuggestedAction;
import io.neuralops.models.run.RunKey;
import java.io.IOException;

/**
 * Writes recommendations as the mapper by itself would, in a third of the time: each prediction has one, with some forty
 * fields, and finding out how to write them was the largest part of answering.
 */
final class RecommendationSerializer extends JsonSerializer<Recommendation> {
    private static final SerializableString SUMMARY = new SerializedString("summary");
    private static final SerializableString FEATURES = new SerializedString("features");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString CONTRIBUTION = new SerializedString("contribution");
    private static final SerializableString EVIDENCE = new SerializedString("evidence");
    private static final SerializableString FINISHED_RUNS = new SerializedString("finished_runs");
    private static final SerializableString RECENT_FAILURES = new SerializedString("recent_failures");
    private static final SerializableString RUN_ID = new SerializedString("run_id");
    private static final SerializableString ATTEMPT = new SerializedString("attempt");
    private static final SerializableString SIGNALS = new SerializedString("signals");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString SERVICE = new SerializedString("service");
    private static final SerializableString SEVERITY = new SerializedString("severity");
    private static final SerializableString SINCE = new SerializedString("since");
    private static final SerializableString ACTION = new SerializedString("action");
    private static final SerializableString KIND = new SerializedString("kind");
    private static final SerializableString REASON = new SerializedString("reason");

    @Override
    public void serialize(Recommendation value, JsonGenerator to, SerializerProvider provider) throws IOException {
        to.writeStartObject();
        text(to, SUMMARY, value.summary());
        to.writeFieldName(FEATURES);
        to.writeStartArray();
        for (Contribution contribution : value.features()) {
            write(contribution, to);
        }
        to.writeEndArray();
        to.writeFieldName(EVIDENCE);
        write(value.evidence(), to);
        to.writeFieldName(ACTION);
        write(value.action(), to);
        to.writeEndObject();
    }

    private static void write(Contribution contribution, JsonGenerator to) throws IOException {
        to.writeStartObject();
        text(to, NAME, contribution.name());
        to.writeFieldName(VALUE);
        Float value = contribution.value();
        if (value == null) {
            to.writeNull();
        } else {
            to.writeNumber(value.floatValue());
        }
        to.writeFieldName(CONTRIBUTION);
        to.writeNumber(contribution.contribution());
        to.writeEndObject();
    }

    private static void write(Evidence evidence, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeFieldName(FINISHED_RUNS);
        to.writeNumber(evidence.finishedRuns());
        to.writeFieldName(RECENT_FAILURES);
        to.writeStartArray();
        for (RunKey run : evidence.recentFailures()) {
            to.writeStartObject();
            text(to, RUN_ID, run.runId());
            to.writeFieldName(ATTEMPT);
            to.writeNumber(run.attempt());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeFieldName(SIGNALS);
        to.writeStartArray();
        for (FiringSignal signal : evidence.signals()) {
            write(signal, to);
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void write(FiringSignal signal, JsonGenerator to) throws IOException {
        to.writeStartObject();
        text(to, ID, signal.id());
        text(to, SERVICE, signal.service());
        text(to, NAME, signal.name());
        text(to, SEVERITY, signal.severity().label());
        text(to, SINCE, signal.since().toString());
        to.writeEndObject();
    }

    private static void write(SuggestedAction action, JsonGenerator to) throws IOException {
        to.writeStartObject();
        text(to, KIND, action.kind().label());
        text(to, REASON, action.reason());
        to.writeEndObject();
    }

    private static void text(JsonGenerator to, SerializableString name, String value) throws IOException {
        to.writeFieldName(name);
        to.writeString(value);
    }
}
