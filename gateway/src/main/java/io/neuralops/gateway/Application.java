package io.neuralops.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.auth.Issuers;
import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.gateway.auth.Tokens;
import io.neuralops.gateway.bridge.Bridge;
import io.neuralops.gateway.bridge.BridgeLimits;
import io.neuralops.gateway.cli.RunningService;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.Home;
import io.neuralops.gateway.config.Parts;
import io.neuralops.gateway.config.SecretsKeeper;
import io.neuralops.gateway.config.Version;
import io.neuralops.gateway.http.Edge;
import io.neuralops.gateway.http.RateLimits;
import io.neuralops.gateway.http.access.AccessFormat;
import io.neuralops.gateway.http.access.AccessLog;
import io.neuralops.gateway.http.connection.Connections;
import io.neuralops.gateway.http.connection.GuardedTransport;
import io.neuralops.gateway.http.connection.OpenFiles;
import io.neuralops.gateway.http.connection.Patience;
import io.neuralops.gateway.observe.BridgeMeters;
import io.neuralops.gateway.observe.CacheMeters;
import io.neuralops.gateway.observe.EdgeMeters;
import io.neuralops.gateway.observe.Health;
import io.neuralops.gateway.observe.Meters;
import io.neuralops.gateway.observe.ModelMeters;
import io.neuralops.gateway.observe.ProfilerHealth;
import io.neuralops.gateway.observe.ProfilerMeters;
import io.neuralops.gateway.observe.Registries;
import io.neuralops.gateway.page.Pages;
import io.neuralops.gateway.profiler.LateStart;
import io.neuralops.gateway.profiler.ProfilerFile;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.analytics.Definition;
import io.neuralops.verticles.cache.Invalidation;
import io.neuralops.verticles.cache.redis.RedisCache;
import io.neuralops.verticles.fanout.Feed;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.profiler.watch.ProfilerFigures;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.secrets.Standing;
import io.neuralops.verticles.secrets.vault.VaultSecrets;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.TrainingNews;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The running service: what is made at the start, in order, and let go of at the end. All of it blocks. */
public final class Application implements RunningService {
    private final Home home;
    private final Vertx vertx;
    private final Services services;
    private final Optional<LateStart> profiler;
    private final AccessLog log;
    /** The deployment that takes requests; the database may have others, which have to outlive it. */
    private final String listening;

    private final List<String> urls;
    private final Parts parts;

    private Application(
            Home home,
            Vertx vertx,
            Services services,
            Optional<LateStart> profiler,
            AccessLog log,
            String listening,
            List<String> urls,
            Parts parts) {
        this.home = home;
        this.vertx = vertx;
        this.services = services;
        this.profiler = profiler;
        this.log = log;
        this.listening = listening;
        this.urls = urls;
        this.parts = parts;
    }

    /** Starts the service; refused if another process uses the same home. */
    public static Application start(Config config, Clock clock) {
        return start(config, clock, Patience.usual(), BridgeLimits.of(Patience.usual()));
    }

    /** The same with another patience for callers, and other limits of the bridge. */
    static Application start(Config config, Clock clock, Patience patience, BridgeLimits bridged) {
        Home home = Home.takeOrRefuse(config.home());
        try {
            // What the stores keep is what is told: times to the microsecond.
            return start(config, Clock.tick(clock, Duration.of(1, ChronoUnit.MICROS)), patience, bridged, home);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static Application start(Config config, Clock clock, Patience patience, BridgeLimits bridged, Home home) {
        // Before anything runs: a mistake in it is told at once.
        Optional<ProfilerFile> profiled = Optional.ofNullable(config.profiler()).map(ProfilerFile::read);
        PrometheusMeterRegistry meters = Registries.prometheus();
        Json json = new Json();
        Connections connections =
                new Connections(OpenFiles.room(config.maxConnections()), patience, System::nanoTime, json);
        Vertx vertx = Registries.vertx(meters, config.eventLoops(), GuardedTransport.of(connections));
        try {
            TrainingNews news = new TrainingNews();
            Callers callers = new Callers(System::nanoTime);
            Feed feed = new Feed(vertx.eventBus(), json, System::nanoTime);
            RollupNews rollupNews = new RollupNews();
            Invalidation invalidation = new Invalidation();
            Events events = new Events(List.of(invalidation, new Meters(meters), news, rollupNews, callers, feed));
            Services services =
                    new Services(vertx, config, json, events, news, rollupNews, callers, clock, Version.current());
            invalidation.listenFor(services.cache);
            new CacheMeters(services.cache.figures()).bindTo(meters);
            // Reads the store while the rest is put together: most of the time to the first answer is spent there.
            Future<?> warm = services.warm(Principal.service(TenantId.LOCAL));
            SecretsKeeper.keep(services.secrets, vertx, services.asking);
            Issuers issuers = new Issuers(vertx, config.tokens(), services.secrets, services.asking, clock, json);
            Future<?> issuersKeys = issuers.start();
            Authenticator authenticator =
                    new Authenticator(new Tokens(issuers, services.knownTenants, clock, json), config.tokensRequired());
            Parts parts = Parts.of(config, profiled.map(ProfilerFile::count).orElse(0));
            ProfilerFigures figures = new ProfilerFigures();
            Map<String, Supplier<Future<?>>> checks = checks(services, issuers);
            if (profiled.isPresent()) {
                checks.put("profiler", new ProfilerHealth(figures, !config.tokensRequired()));
                meters.getPrometheusRegistry().register(new ProfilerMeters(figures));
            }
            Health health = new Health(
                    services.database, services.registry, parts, config.tokensRequired(), checks, System::nanoTime);
            Pages pages = new Pages(health, meters::scrape, services.risk, json);
            RateLimits limits = new RateLimits(config.rateLimit(), System::nanoTime);
            AccessLog log = new AccessLog(
                    config.accessLog(), new AccessFormat(Deployment.templates(services, pages)), System.err);
            new EdgeMeters(connections, log).bindTo(meters);
            meters.getPrometheusRegistry()
                    .register(new ModelMeters(
                            services.registry::versions, services.drift::latest, !config.tokensRequired()));
            Bridge bridge = new Bridge(feed, authenticator, json, clock, System::nanoTime, bridged);
            new BridgeMeters(bridge, feed).bindTo(meters);
            Supplier<Edge> edges = () -> new Edge(connections, json, log.buffer(), clock);
            Deployment.Listening listening = new Deployment(services, authenticator, pages, limits, edges, bridge, json)
                    .deploy(vertx, config)
                    .await();
            warm.await();
            issuersKeys.await();
            List<String> urls = listening.ports().stream()
                    .map(port -> url(config.bind(), port))
                    .toList();
            services.retention.begin();
            services.drift.begin();
            services.schedule.begin();
            services.rollups.begin(services.verifier, Definition.ROLLUPS);
            services.exports.begin();
            Optional<LateStart> profiler = profiled.map(file -> new LateStart(
                    services.asking,
                    () -> health.ready().map(Health.Ready::ready),
                    () -> services.profiler(file.settings(urls.getFirst()), figures)
                            .map(started -> started::close),
                    System::nanoTime));
            home.announce(urls.getFirst());
            return new Application(home, vertx, services, profiler, log, listening.id(), urls, parts);
        } catch (RuntimeException e) {
            vertx.close().await();
            throw e;
        }
    }

    /** What has to succeed besides the store and the model, by name. */
    private static Map<String, Supplier<Future<?>>> checks(Services services, Issuers issuers) {
        Map<String, Supplier<Future<?>>> checks = new HashMap<>(issuers.checks());
        checks.put("isolation", services.canary::check);
        if (services.cache instanceof RedisCache redis) {
            checks.put("cache", () -> cache(redis.trouble()));
        }
        if (services.secrets instanceof VaultSecrets vault) {
            checks.put("secrets", () -> secrets(vault.standing()));
        }
        return checks;
    }

    /** Everything can be answered without it. */
    private static Future<?> cache(Optional<String> trouble) {
        return Future.succeededFuture(
                trouble.<Object>map(why -> new Health.Note("left alone (" + why + "); answers are computed each time"))
                        .orElse(true));
    }

    private static Future<?> secrets(Standing standing) {
        return switch (standing) {
            case Standing.Open open -> Future.succeededFuture();
            case Standing.Away away ->
                Future.succeededFuture(new Health.Note("waiting (" + away.why() + "); what is in memory goes on"));
            case Standing.Waiting waiting ->
                Future.failedFuture(new Failure.Unavailable("waiting (" + waiting.why() + ")", Duration.ofSeconds(2))
                        .asException());
        };
    }

    /** For tests, which don't wait for what is done now and then. */
    Services services() {
        return services;
    }

    @Override
    public List<String> urls() {
        return urls;
    }

    @Override
    public String about() {
        return "NeuralOps " + Version.current() + "; " + parts;
    }

    @Override
    public JWTAuth tokens() {
        return LocalTokens.auth(vertx, services.secrets);
    }

    /** Takes no more requests, commits what was accepted, and ends. */
    @Override
    public void close() {
        // What it measured last has to be stored.
        profiler.ifPresent(LateStart::close);
        vertx.undeploy(listening).await();
        services.training.stop();
        services.rollups.end();
        services.calls.store().await();
        services.exports.close();
        log.close();
        services.cache.close().await();
        services.database.close().await();
        vertx.close().await();
        home.close();
    }

    private static String url(String host, int port) {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.indexOf(':') < 0 ? reachable : "[" + reachable + "]") + ":" + port;
    }
}
