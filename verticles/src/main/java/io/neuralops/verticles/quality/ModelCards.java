package io.neuralops.verticles.quality;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.quality.Quality;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.DriftStore;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.ShadowStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Places;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.training.ModelView;
import io.neuralops.verticles.training.NamedModel;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a model version with all that is known of how it does. */
public final class ModelCards {
    /** So many weeks, and so many of the latest predictions, are looked at for its performance. */
    private static final Duration LOOKING_BACK = Duration.ofDays(13 * 7);

    private static final int LATEST = 50_000;
    private static final int COMPARED = 20_000;
    private static final int FINDINGS = 10;
    private static final String VAULT = "vault:v";

    private static final int AT_A_TIME = 4;
    private static final int OF_A_TENANT = 2;

    private final Database database;
    private final ModelStore models;
    private final ModelRegistry registry;
    private final LiveReader reader = new LiveReader();
    private final DriftStore findings = new DriftStore();
    private final ShadowStore shadows = new ShadowStore();
    private final FeedbackStore feedback = new FeedbackStore();
    private final Blocking blocking;
    private final Json json;
    private final Clock clock;
    private final Places places = new Places(AT_A_TIME, OF_A_TENANT, "too many cards are being made");

    public ModelCards(
            Database database, ModelStore models, ModelRegistry registry, Blocking blocking, Json json, Clock clock) {
        this.database = database;
        this.models = models;
        this.registry = registry;
        this.blocking = blocking;
        this.json = json;
        this.clock = clock;
    }

    private record Read(
            ModelRow row,
            Optional<String> quality,
            LiveWindow lately,
            LiveWindow weeks,
            List<DriftStore.Finding> findings,
            long scored,
            List<ShadowStore.Compared> compared) {}

    /** One version; {@link Failure.Unavailable} if too many cards are being made, since each reads many rows. */
    public Future<ModelCard> get(Principal principal, NamedModel query) {
        return places.in(principal.tenant(), () -> made(principal, query));
    }

    private Future<ModelCard> made(Principal principal, NamedModel query) {
        Instant now = clock.instant();
        TenantId tenant = principal.tenant();
        return database.read(
                        principal,
                        session -> models.find(session, tenant, query.version())
                                .map(found -> found.orElseThrow(
                                        () -> new Failure.NotFound("there is no such model version").asException()))
                                .compose(row -> read(session, tenant, row, now)))
                .compose(read -> registry.flaw(tenant, read.row())
                        .compose(flaw -> blocking.run(() -> card(read, flaw.orElse(null), now))));
    }

    private Future<Read> read(Session session, TenantId tenant, ModelRow row, Instant now) {
        String version = row.version();
        return models.quality(session, tenant, version)
                .compose(quality -> reader.read(
                                session, tenant, version, now.minus(DriftService.WINDOW), DriftService.LATEST)
                        .compose(lately -> reader.read(session, tenant, version, now.minus(LOOKING_BACK), LATEST)
                                .compose(weeks -> findings.latest(session, tenant, version, FINDINGS)
                                        .compose(found -> shadows.count(session, tenant, version)
                                                .compose(scored -> compared(session, tenant, version, scored)
                                                        .map(compared -> new Read(
                                                                row, quality, lately, weeks, found, scored,
                                                                compared)))))));
    }

    private Future<List<ShadowStore.Compared>> compared(Session session, TenantId tenant, String version, long scored) {
        return scored == 0
                ? Future.succeededFuture(List.of())
                : feedback.all(session, tenant)
                        .compose(said -> shadows.compared(session, tenant, version, COMPARED)
                                .map(compared -> compared.stream()
                                        .map(one -> one.judged(said.get(new RunKey(one.runId(), one.attempt()))))
                                        .toList()));
    }

    private ModelCard card(Read read, @Nullable String flaw, Instant now) {
        ModelRow row = read.row();
        Optional<Quality> quality = read.quality().map(text -> json.read(text, Quality.class));
        return ModelCard.of(
                ModelView.of(row),
                new ModelCard.Doing(
                        signature(row, flaw, now),
                        quality.orElse(null),
                        LiveFigures.byWeek(read.weeks()),
                        DriftFigures.of(row.version(), quality, read.lately(), now),
                        read.findings().stream().map(DriftFinding::of).toList(),
                        read.scored() == 0
                                ? null
                                : ShadowFigures.of(
                                        read.scored(),
                                        read.compared(),
                                        row.version().hashCode())));
    }

    /** Of a signature that can't be read nothing is told but that. */
    private SignatureStatus signature(ModelRow row, @Nullable String flaw, Instant now) {
        String stored = row.signature();
        if (stored == null) {
            return new SignatureStatus(false, flaw, null, null, now);
        }
        try {
            Signature signature = json.read(stored, Signature.class);
            String value = signature.value();
            return new SignatureStatus(
                    flaw == null,
                    flaw,
                    signature.keyId(),
                    value != null && value.startsWith(VAULT) ? "vault" : "local",
                    now);
        } catch (IllegalArgumentException unreadable) {
            return new SignatureStatus(false, flaw, null, null, now);
        }
    }
}
