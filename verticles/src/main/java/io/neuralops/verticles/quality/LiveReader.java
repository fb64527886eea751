package io.neuralops.verticles.quality;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.LiveStore;
import io.vertx.core.Future;
import java.time.Instant;

/** Reads what versions answered lately. */
final class LiveReader {
    /** Inputs of more runs than this say nothing new about the shares of ten bins. */
    private static final int MOST_VECTORS = 5_000;

    private final LiveStore live = new LiveStore();
    private final FeedbackStore feedback = new FeedbackStore();

    /**
     * What a version answered.
     *
     * @param most among how many of the tenant's latest predictions it is looked for
     */
    Future<LiveWindow> read(Session session, TenantId tenant, String version, Instant since, int most) {
        return feedback.all(session, tenant).compose(said -> {
            LiveWindow.Gathering gathering = new LiveWindow.Gathering(MOST_VECTORS, said);
            return live.latest(session, tenant, version, since, most, gathering::take)
                    .map(rows -> gathering.window());
        });
    }
}
