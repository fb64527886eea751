package io.neuralops.verticles.prediction;

import io.neuralops.models.feature.Past;
import io.neuralops.models.onnx.Scores;
import io.neuralops.models.predict.Basis;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.Recommender;
import io.neuralops.models.train.Trainer;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.WrittenByHand;
import io.neuralops.verticles.prediction.ServedModel.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns questions into the rows that are stored and answered. */
final class Answers {
    /** The model version of answers for which no model was asked. */
    static final String NO_MODEL = "base-rate";

    private final Json json;
    private final Supplier<UUID> ids;

    Answers(Json json, Supplier<UUID> ids) {
        this.json = json;
        this.ids = ids;
    }

    /** Answers all questions of a tenant, in order; the model scores them as one batch. */
    List<PredictionRow> to(List<Question> questions, Optional<ServedModel> model, Instant now) {
        boolean base = model.isPresent() && model.get().base();
        List<Question> askable = model.isEmpty() ? List.of() : base ? questions : askable(questions);
        List<PredictionRow> scored = askable.isEmpty() ? List.of() : scored(askable, model.orElseThrow(), now);
        List<PredictionRow> rows = new ArrayList<>(questions.size());
        int next = 0;
        for (Question question : questions) {
            if (!base && little(question)) {
                rows.add(baseRate(question, Basis.INSUFFICIENT_HISTORY, now));
            } else if (model.isEmpty()) {
                rows.add(baseRate(question, Basis.BASE_RATE, now));
            } else {
                rows.add(scored.get(next++));
            }
        }
        return rows;
    }

    /** Nearly always all of them. */
    private static List<Question> askable(List<Question> questions) {
        List<Question> askable = new ArrayList<>(questions.size());
        for (Question question : questions) {
            if (!little(question)) {
                askable.add(question);
            }
        }
        return askable;
    }

    /** The base model learned from beginnings too. Questions of one batch may look from different moments, and little may have been known at some of them. */
    private static boolean little(Question question) {
        return question.moment().past().tenantRuns() < Trainer.MIN_EXAMPLES;
    }

    private List<PredictionRow> scored(List<Question> questions, ServedModel model, Instant now) {
        float[][] vectors = new float[questions.size()][];
        for (int i = 0; i < vectors.length; i++) {
            Question question = questions.get(i);
            vectors[i] = model.extractor().extract(question.moment(), question.start());
        }
        Scores scores = model.scorer().score(vectors);
        List<PredictionRow> rows = new ArrayList<>(vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            Question question = questions.get(i);
            float[] vector = vectors[i];
            Explanation explained = model.explain(question, vector, scores, i);
            rows.add(row(
                    question,
                    model.version(),
                    explained.probability(),
                    basis(model, question),
                    explained.why(),
                    vector,
                    now));
        }
        return rows;
    }

    private static Basis basis(ServedModel model, Question question) {
        return model.base()
                ? Basis.SHARED_HISTORY
                : question.moment().past().runs() == 0 ? Basis.TENANT_HISTORY : Basis.WORKFLOW_HISTORY;
    }

    private PredictionRow baseRate(Question question, Basis basis, Instant now) {
        Past past = question.moment().past();
        double probability = Math.round(past.baseRate() * 1e6) / 1e6;
        Recommendation recommendation = Recommender.withoutModel(probability, basis, question.moment());
        return row(question, NO_MODEL, probability, basis, recommendation, null, now);
    }

    private PredictionRow row(
            Question question,
            String version,
            double probability,
            Basis basis,
            Recommendation recommendation,
            float @Nullable [] features,
            Instant now) {
        return new PredictionRow(
                ids.get(),
                question.runId(),
                question.attempt(),
                question.start().workflow(),
                question.signalId(),
                version,
                probability,
                basis.label(),
                new io.neuralops.sql.Json(json.writeBytes(written(recommendation))),
                features,
                now,
                null,
                null);
    }

    private static WrittenByHand written(Recommendation recommendation) {
        return to -> RecommendationJson.write(recommendation, to);
    }
}
