package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.FeedbackRow;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.vertx.core.Future;
import java.util.Optional;

/** Shows one prediction, with all that is known of it by now. */
public final class PredictionDetails {
    private final Database database;
    private final PredictionStore predictions;
    private final FeedbackStore feedback;
    private final Replays replays;

    public PredictionDetails(Database database, PredictionStore predictions, FeedbackStore feedback, Replays replays) {
        this.database = database;
        this.predictions = predictions;
        this.feedback = feedback;
        this.replays = replays;
    }

    private record Found(PredictionRow row, Optional<String> note) {}

    /** One prediction. */
    public Future<PredictionDetail> get(Principal principal, GetPrediction query) {
        return database.read(principal, session -> find(session, principal, query))
                .compose(found -> query.replayed()
                        ? replays.of(principal, found.row())
                                .map(replay -> PredictionDetail.of(
                                        found.row(), found.note().orElse(null), replay))
                        : Future.succeededFuture(
                                PredictionDetail.of(found.row(), found.note().orElse(null), null)));
    }

    private Future<Found> find(Session session, Principal principal, GetPrediction query) {
        return predictions
                .find(session, principal.tenant(), query.uuid())
                .map(found -> found.orElseThrow(
                        () -> new Failure.NotFound("there is no prediction " + query.id()).asException()))
                .compose(row -> row.feedback() == null
                        ? Future.succeededFuture(new Found(row, Optional.empty()))
                        : feedback.find(session, principal.tenant(), new RunKey(row.runId(), row.attempt()))
                                .map(said -> new Found(
                                        row,
                                        said.filter(one -> one.prediction().equals(row.id()))
                                                .map(FeedbackRow::note))));
    }
}
