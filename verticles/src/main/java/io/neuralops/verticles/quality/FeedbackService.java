package io.neuralops.verticles.quality;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.FeedbackRow;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what people say of predictions. The last word on a run counts, whichever of its predictions it was said of. */
public final class FeedbackService {
    private final Database database;
    private final FeedbackStore store;
    private final PredictionStore predictions;
    private final Redactors redactors;
    private final Events events;
    private final Clock clock;

    public FeedbackService(
            Database database,
            FeedbackStore store,
            PredictionStore predictions,
            Redactors redactors,
            Events events,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.predictions = predictions;
        this.redactors = redactors;
        this.events = events;
        this.clock = clock;
    }

    /** Stores it; the same said twice is what was said, and tells nobody anew. */
    public Future<GivenFeedback> give(Principal principal, GiveFeedback command) {
        return redactors
                .of(principal.tenant())
                .map(redactor -> Optional.ofNullable(redactor.text(command.note())))
                .compose(
                        note -> database.tx(principal, session -> give(session, principal, command, note.orElse(null))))
                .map(given -> {
                    if (given.isNew()) {
                        events.publish(new Event.FeedbackGiven(
                                principal.tenant(), given.row().verdict().label()));
                    }
                    return GivenFeedback.of(given.row());
                });
    }

    private record Given(FeedbackRow row, boolean isNew) {}

    private Future<Given> give(Session session, Principal principal, GiveFeedback command, @Nullable String note) {
        TenantId tenant = principal.tenant();
        return predictions
                .find(session, tenant, command.uuid())
                .map(found -> found.orElseThrow(
                        () -> new Failure.NotFound("there is no prediction " + command.id()).asException()))
                .compose(prediction -> {
                    RunKey run = new RunKey(prediction.runId(), prediction.attempt());
                    FeedbackRow row = new FeedbackRow(prediction.id(), run, command.verdict(), note, clock.instant());
                    return store.find(session, tenant, run)
                            .compose(before -> before.filter(row::saysTheSame).isPresent()
                                    ? Future.succeededFuture(new Given(before.get(), false))
                                    : store.give(session, tenant, row).map(new Given(row, true)));
                });
    }
}
