package io.neuralops.gateway;

import io.neuralops.gateway.auth.KnownTenants;
import io.neuralops.gateway.config.CacheKeeper;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.SecretsKeeper;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ErasureStore;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.IncidentStore;
import io.neuralops.sql.store.IncidentTimesStore;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RetentionStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SafetyStore;
import io.neuralops.sql.store.ShadowStore;
import io.neuralops.sql.store.SharingStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.sql.store.TenantStore;
import io.neuralops.verticles.analytics.CostSettings;
import io.neuralops.verticles.analytics.IncidentReports;
import io.neuralops.verticles.analytics.OverviewService;
import io.neuralops.verticles.analytics.PlatformReports;
import io.neuralops.verticles.analytics.ReportDocuments;
import io.neuralops.verticles.analytics.Reports;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.erasure.ErasureService;
import io.neuralops.verticles.erasure.Rows;
import io.neuralops.verticles.export.OverviewSource;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.idempotency.KeptAnswers;
import io.neuralops.verticles.idempotency.Owner;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.IncidentService;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.insight.SignalService;
import io.neuralops.verticles.isolation.Canary;
import io.neuralops.verticles.isolation.IsolationService;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.BaseModel;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelMemories;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.prediction.PredictionDetails;
import io.neuralops.verticles.prediction.PredictionService;
import io.neuralops.verticles.prediction.Replays;
import io.neuralops.verticles.prediction.RiskService;
import io.neuralops.verticles.prediction.Shadows;
import io.neuralops.verticles.profiler.PerfQueries;
import io.neuralops.verticles.profiler.PerfService;
import io.neuralops.verticles.profiler.importing.MetricsImport;
import io.neuralops.verticles.profiler.watch.Past;
import io.neuralops.verticles.profiler.watch.Profiler;
import io.neuralops.verticles.profiler.watch.ProfilerFigures;
import io.neuralops.verticles.profiler.watch.ProfilerSettings;
import io.neuralops.verticles.quality.DriftService;
import io.neuralops.verticles.quality.FeedbackService;
import io.neuralops.verticles.quality.ModelCards;
import io.neuralops.verticles.rollup.ApiCalls;
import io.neuralops.verticles.rollup.Prices;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.rollup.Rollups;
import io.neuralops.verticles.rollup.Verifier;
import io.neuralops.verticles.safety.SafetyPolicy;
import io.neuralops.verticles.safety.SafetyService;
import io.neuralops.verticles.secrets.KeyService;
import io.neuralops.verticles.secrets.PseudonymKeyring;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.tenancy.InMemory;
import io.neuralops.verticles.tenancy.RetentionService;
import io.neuralops.verticles.tenancy.SharingService;
import io.neuralops.verticles.tenancy.TenantKeys;
import io.neuralops.verticles.tenancy.TenantService;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.Challengers;
import io.neuralops.verticles.training.ModelService;
import io.neuralops.verticles.training.TrainingNews;
import io.neuralops.verticles.training.TrainingSchedule;
import io.neuralops.verticles.training.TrainingService;
import io.neuralops.verticles.training.Workbench;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the process has one of each: wired here, from top to bottom. */
final class Services {
    final Database database;
    final Secrets secrets;
    final Blocking blocking;
    /** What asks the keeper of secrets, which may be another machine that doesn't answer. */
    final Blocking asking;

    final Cache cache;
    final HistoryIndex index;
    final ModelRegistry registry;
    final RunService runs;
    final SignalService signals;
    final IncidentService incidents;
    final IncidentReports incidentReports;
    final Reports reports;
    final ReportDocuments documents;
    final CostSettings costs;
    final Rollups rollups;
    final Verifier verifier;
    final ApiCalls calls;
    final PerfService perf;
    final PerfQueries perfQueries;
    final MetricsImport metrics;
    final Past past;
    final PredictionDetails details;
    final FeedbackService feedback;
    final ModelCards cards;
    final DriftService drift;
    final Optional<Shadows> shadows;
    final RiskService risk;
    final Exporting exports;
    final TrainingService training;
    final TrainingSchedule schedule;
    final ModelService models;
    final SafetyService safety;
    final SharingService sharing;
    final IdempotencyService idempotency;
    final KnownTenants knownTenants;
    final TenantService tenants;
    final RetentionService retention;
    final ErasureService erasure;
    final KeyService keys;
    final Canary canary;
    final IsolationService isolation;

    private final Storage storage;
    private final Vertx vertx;
    final Redactors redactors;
    private final Json json;
    final Events events;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final RunStore runStore = new RunStore();
    private final PredictionStore predictionStore = new PredictionStore();

    Services(
            Vertx vertx,
            Config config,
            Json json,
            Events events,
            TrainingNews news,
            RollupNews rollupNews,
            Callers callers,
            Clock clock,
            String codeVersion) {
        SecureRandom random = new SecureRandom();
        SignalStore signalStore = new SignalStore();
        ModelStore modelStore = new ModelStore();
        this.vertx = vertx;
        this.json = json;
        this.events = events;
        this.clock = clock;
        ids = new TimeOrderedIds(clock, random);
        blocking = new Blocking(vertx);
        asking = Blocking.apart(vertx, "secrets", 4);
        secrets = SecretsKeeper.of(config);
        cache = CacheKeeper.of(vertx, config, secrets, asking, ids::text);
        PseudonymKeyring keyring = new PseudonymKeyring(secrets, random);
        redactors = new Redactors(keyring, asking, System::nanoTime);
        storage = Storage.of(vertx, config, secrets, redactors, clock);
        database = storage.database();
        ModelArtifacts artifacts = new ModelArtifacts(config.models());
        index = new HistoryIndex(database, runStore, signalStore);
        ModelSeals seals = new ModelSeals(secrets.signer(), json);
        registry = new ModelRegistry(asking, database, modelStore, artifacts, seals, json, events);
        Prices prices = new Prices(database);
        runs = new RunService(database, runStore, index, redactors, prices, events, clock);
        signals = new SignalService(database, signalStore, index, redactors, events, clock, ids::text);
        incidents = new IncidentService(database, new IncidentStore(), redactors, events, clock);
        incidentReports = new IncidentReports(database, new IncidentTimesStore(), redactors, clock);
        calls = new ApiCalls(database, clock);
        rollups = new Rollups(database, rollupNews, calls, blocking, events, cache::changed, clock, System::nanoTime);
        verifier = new Verifier(database, rollups);
        costs = new CostSettings(prices, cache::changed);
        reports = new Reports(
                new OverviewService(database, rollups, prices, blocking, clock),
                new PlatformReports(database, prices, clock),
                prices);
        documents = new ReportDocuments(reports, redactors, cache, json, clock);
        PerfStore perfStore = new PerfStore();
        perf = new PerfService(database, perfStore, redactors, events, clock);
        perfQueries = new PerfQueries(database, perfStore, redactors, blocking, clock);
        metrics = new MetricsImport(perf, blocking, json);
        past = new Past(database, perfStore, redactors, blocking);
        FeedbackStore feedbackStore = new FeedbackStore();
        details = new PredictionDetails(
                database, predictionStore, feedbackStore, new Replays(database, modelStore, registry, blocking));
        feedback = new FeedbackService(database, feedbackStore, predictionStore, redactors, events, clock);
        cards = new ModelCards(database, modelStore, registry, blocking, json, clock);
        shadows = config.shadow()
                ? Optional.of(new Shadows(
                        database,
                        modelStore,
                        registry,
                        new ShadowStore(),
                        Blocking.apart(vertx, "shadow", 1),
                        events,
                        System::nanoTime))
                : Optional.empty();
        drift = new DriftService(database, modelStore, registry, blocking, json, events, clock);
        risk = new RiskService(index, registry, blocking, clock);
        models = new ModelService(database, modelStore, registry, json, events);
        SafetyStore safetyStore = new SafetyStore();
        safety = new SafetyService(database, safetyStore);
        sharing = new SharingService(database, new SharingStore(), new BaseModel(modelStore, registry), events);
        Challengers challengers = new Challengers(
                database,
                modelStore,
                artifacts,
                seals,
                registry,
                new SafetyPolicy(database, safetyStore),
                blocking,
                json,
                events);
        IdempotencyStore idempotencyStore = new IdempotencyStore();
        String process = ids.text();
        idempotency = new IdempotencyService(
                database, idempotencyStore, blocking, events, clock, new Owner(process, storage.alone()));
        JobStore jobStore = new JobStore();
        Worker worker = new Worker(process, storage.alone());
        int trainings = trainingsAtOnce(config);
        training = new TrainingService(
                database,
                runStore,
                signalStore,
                challengers,
                new Jobs(JobKind.TRAIN, database, jobStore, worker, blocking, clock),
                new Workbench(Blocking.computing(vertx, "training", trainings), trainings, callers),
                events,
                clock,
                ids::text,
                () -> random.nextInt(Integer.MAX_VALUE),
                codeVersion);
        exports = new Exporting(
                vertx,
                config,
                database,
                redactors,
                jobStore,
                worker,
                Optional.of(new OverviewSource(reports, json)),
                json,
                events,
                clock,
                ids::text,
                codeVersion);
        schedule = new TrainingSchedule(
                database, runStore, jobStore, training, news, config.triggers(), trainings, blocking, clock);
        knownTenants = new KnownTenants(() -> blocking.run(database::tenants), clock);
        TenantStore tenantStore = new TenantStore();
        tenants = new TenantService(
                database,
                tenantStore,
                List.of(artifacts, new TenantKeys(keyring), exports.files),
                new InMemory(
                        tenant -> knownTenants.changed(),
                        this::forget,
                        tenant -> training.running(tenant) || exports.service.running(tenant)),
                // Whoever needs no token to be an admin here has the platform's rights too.
                tenant ->
                        tenant.equals(TenantId.PLATFORM) || (!config.tokensRequired() && tenant.equals(TenantId.LOCAL)),
                sharing,
                config.retention(),
                asking,
                clock);
        retention = new RetentionService(
                database, new RetentionStore(), tenantStore, config.retention(), blocking, events, clock);
        erasure = new ErasureService(
                database,
                redactors,
                new Rows(database, new ErasureStore(), blocking),
                new ModelMemories(database, modelStore, artifacts, seals, asking),
                new KeptAnswers(database, idempotencyStore, blocking),
                new ReportNumbers(rollups, verifier),
                this::forgetRows,
                tenant -> training.running(tenant) || exports.service.running(tenant),
                blocking,
                events,
                ids::text);
        keys = new KeyService(keyring, redactors::forget, asking, events);
        canary = new Canary(database, System::nanoTime);
        isolation = Proofs.of(this, canary, json, clock);
    }

    /**
     * Each keeps a processor busy and a tenant's runs in memory; half of the processors are left to callers. On SQLite it also
     * holds one of the two readers that all tenants share, for as long as it reads.
     */
    private static int trainingsAtOnce(Config config) {
        return config.postgres() == null ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private void forget(TenantId tenant) {
        knownTenants.changed();
        rollups.forget(tenant);
        cache.changed(tenant);
        index.forget(tenant);
        registry.forget(tenant);
        redactors.forget(tenant);
        training.forget(tenant);
        exports.forget(tenant);
        drift.forget(tenant);
        shadows.ifPresent(one -> one.forget(tenant));
        drift.forget(tenant);
    }

    /** What is remembered of a tenant's rows and models is read anew. */
    private void forgetRows(TenantId tenant) {
        cache.changed(tenant);
        index.forget(tenant);
        registry.forget(tenant);
        shadows.ifPresent(one -> one.forget(tenant));
    }

    /**
     * Opens the store and brings a tenant's history and model into memory. Neither a database that is away nor a model that
     * can't be loaded holds up the start.
     */
    Future<?> warm(Principal principal) {
        return storage.opening()
                .get()
                .compose(open -> open
                        ? Future.join(
                                index.of(principal),
                                registry.answering(principal).otherwise(Optional.empty()))
                        : Future.succeededFuture());
    }

    /** Starts to measure targets all the time. Not on an event loop. */
    Future<Profiler> profiler(ProfilerSettings settings, ProfilerFigures figures) {
        return Profiler.start(
                settings,
                new Profiler.Parts(vertx, perf, past, signals, secrets, asking, json, clock, figures),
                ids.text());
    }

    /** A prediction service of its own for each event loop, since it collects what arrives there. */
    PredictionService predictions() {
        return new PredictionService(
                vertx,
                database,
                predictionStore,
                runStore,
                index,
                registry,
                redactors,
                json,
                events,
                clock,
                ids::next,
                shadows);
    }
}
