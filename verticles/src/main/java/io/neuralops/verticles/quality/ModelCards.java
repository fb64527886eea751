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
import io.neuralops.verticles.prediction.Versions;
import io.neuralops.verticles.training.ModelView;
import io.neuralops.verticles.training.NamedModel;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

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

    /**
     * What a card is made of.
     *
     * @param holder whose version it is
     * @param answers whether it answers the tenant that looks at it
     */
    private record Read(
            TenantId holder,
            ModelRow row,
            boolean answers,
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
        boolean own = Versions.holder(principal.tenant(), query.version()).equals(principal.tenant());
        Future<Read> read = own ? own(principal, query.version(), now) : base(principal, query.version(), now);
        return read.compose(found -> registry.flaw(found.holder(), found.row())
                .compose(flaw -> blocking.run(() -> card(found, flaw.orElse(null), now))));
    }

    private Future<Read> own(Principal principal, String version, Instant now) {
        TenantId tenant = principal.tenant();
        return database.read(
                principal, session -> row(session, tenant, version).compose(row -> read(session, tenant, row, now)));
    }

    private Future<ModelRow> row(Session session, TenantId tenant, String version) {
        return models.find(session, tenant, version).map(found -> found.orElseThrow(ModelCards::unknown));
    }

    private static RuntimeException unknown() {
        return new Failure.NotFound("there is no such model version").asException();
    }

    private Future<Read> read(Session session, TenantId tenant, ModelRow row, Instant now) {
        String version = row.version();
        return models.quality(session, tenant, version)
                .compose(quality -> live(session, tenant, version, now)
                        .compose(live -> findings.latest(session, tenant, version, FINDINGS)
                                .compose(found -> shadows.count(session, tenant, version)
                                        .compose(scored -> compared(session, tenant, version, scored)
                                                .map(compared -> new Read(
                                                        tenant,
                                                        row,
                                                        row.active(),
                                                        quality,
                                                        live.lately(),
                                                        live.weeks(),
                                                        found,
                                                        scored,
                                                        compared))))));
    }

    private record Asked(LiveWindow lately, LiveWindow weeks) {
        boolean nothing() {
            return weeks.vectors().isEmpty() && weeks.labelled().isEmpty();
        }
    }

    private Future<Asked> live(Session session, TenantId tenant, String version, Instant now) {
        return reader.read(session, tenant, version, now.minus(DriftService.WINDOW), DriftService.LATEST)
                .compose(lately -> reader.read(session, tenant, version, now.minus(LOOKING_BACK), LATEST)
                        .map(weeks -> new Asked(lately, weeks)));
    }

    /**
     * A version of the base model, with how it does on what this tenant asked it: shown to whom it answers, or has answered. What others
     * asked it is theirs.
     */
    private Future<Read> base(Principal principal, String version, Instant now) {
        TenantId tenant = principal.tenant();
        return database.read(
                        PLATFORM,
                        session -> row(session, TenantId.PLATFORM, version)
                                .compose(row -> models.quality(session, TenantId.PLATFORM, version)
                                        .map(quality -> Map.entry(row, quality))))
                .compose(found -> database.read(principal, session -> live(session, tenant, version, now))
                        .compose(live -> registry.answering(principal)
                                .map(model -> model.filter(one -> one.version().equals(version))
                                        .isPresent())
                                .map(answers -> {
                                    if (!answers && live.nothing()) {
                                        throw unknown();
                                    }
                                    return new Read(
                                            TenantId.PLATFORM,
                                            found.getKey(),
                                            answers,
                                            found.getValue(),
                                            live.lately(),
                                            live.weeks(),
                                            List.of(),
                                            0,
                                            List.of());
                                })));
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
        DriftFigures drift = DriftFigures.of(row.version(), quality, read.lately(), now);
        return ModelCard.of(
                ModelView.of(row, read.answers()),
                new ModelCard.Doing(
                        signature(row, flaw, now),
                        quality.orElse(null),
                        LiveFigures.byWeek(read.weeks()),
                        Versions.isBase(row.version()) ? drift.ofBase() : drift,
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
