package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Retention;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.verticles.cache.redis.RedisSettings;
import io.neuralops.verticles.secrets.vault.VaultSettings;
import io.neuralops.verticles.training.Triggers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings, read once from the environment. A variable named {@code X} is also read as {@code X_DEV}.
 *
 * @param home where everything is kept
 * @param models where the artifacts of models are kept
 * @param ports to listen on; each serves everything
 * @param bind the address to listen on
 * @param tokens whose tokens are taken, and whether one is needed
 * @param eventLoops how many event loops serve requests
 * @param rateLimit requests that a tenant may make in a second; 0 for no limit
 * @param maxConnections connections of callers at a time
 * @param accessLog which answers have a line in the log
 * @param retention for how many days rows are kept, of tenants for which nothing else is settled; 0 for ever
 * @param triggers when trainings begin without anybody asking
 * @param shadow whether challengers score beside what answers
 * @param profiler the file that says what is measured all the time; null for nothing
 * @param exports where exports go, and which are made by themselves
 * @param postgres the database to work on; null for SQLite in the home
 * @param vault where secrets are kept; null for files in the home
 * @param redis where answers are kept that several processes share; null for the memory of this one
 */
public record Config(
        Path home,
        Path models,
        List<Integer> ports,
        String bind,
        TokenSettings tokens,
        int eventLoops,
        int rateLimit,
        int maxConnections,
        AccessMode accessLog,
        Retention retention,
        Triggers triggers,
        boolean shadow,
        @Nullable Path profiler,
        ExportSettings exports,
        @Nullable PgSettings postgres,
        @Nullable VaultSettings vault,
        @Nullable RedisSettings redis) {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");
    private static final Path DEFAULT_HOME = Path.of("data");
    private static final String PREDICTIONS_KEPT = "NEURALOPS_RETENTION_PREDICTIONS_DAYS";
    private static final String PERF_METRICS_KEPT = "NEURALOPS_RETENTION_PERF_METRICS_DAYS";
    private static final int MAX_EVENT_LOOPS = 64;
    private static final int MAX_RATE_LIMIT = 1_000_000;
    private static final int MAX_CONNECTIONS = 1_000_000;

    public Config {
        if (!tokens.required() && !LOOPBACK.contains(bind)) {
            throw Check.invalid(
                    "NEURALOPS_BIND",
                    "is " + bind
                            + ", but without tokens the service listens on loopback only; set NEURALOPS_ISSUER=local"
                            + " and mint tokens with './neuralops token'");
        }
    }

    /** Reads the settings from an environment, given as a function from a variable's name to its value or null. */
    public static Config from(UnaryOperator<@Nullable String> environment) {
        return from(environment, DEFAULT_HOME);
    }

    /** Like {@link #from(UnaryOperator)}, with another home where none is set. */
    public static Config from(UnaryOperator<@Nullable String> environment, Path defaultHome) {
        Variables variables = new Variables(environment);
        Path home = Path.of(variables.get("NEURALOPS_HOME", defaultHome.toString()));
        return new Config(
                home,
                Path.of(variables.get("NEURALOPS_MODELS", home.resolve("models").toString())),
                ports(variables.get("NEURALOPS_PORTS", "8010,8020")),
                variables.get("NEURALOPS_BIND", "127.0.0.1"),
                new TokenSettings(
                        variables.get("NEURALOPS_ISSUER", ""),
                        variables.get("NEURALOPS_JWKS", ""),
                        variables.get("NEURALOPS_AUDIENCE", TokenSettings.DEFAULT_AUDIENCE)),
                number(
                        "NEURALOPS_EVENT_LOOPS",
                        variables.get(
                                "NEURALOPS_EVENT_LOOPS",
                                ""
                                        + Math.min(
                                                MAX_EVENT_LOOPS,
                                                Runtime.getRuntime().availableProcessors())),
                        1,
                        MAX_EVENT_LOOPS),
                number("NEURALOPS_RATE_LIMIT", variables.get("NEURALOPS_RATE_LIMIT", "0"), 0, MAX_RATE_LIMIT),
                number(
                        "NEURALOPS_MAX_CONNECTIONS",
                        variables.get("NEURALOPS_MAX_CONNECTIONS", "20000"),
                        1,
                        MAX_CONNECTIONS),
                AccessMode.of("NEURALOPS_ACCESS_LOG", variables.get("NEURALOPS_ACCESS_LOG", "all")),
                new Retention(days(variables, PREDICTIONS_KEPT, "90"), days(variables, PERF_METRICS_KEPT, "30")),
                new Triggers(
                        TrainingVariables.every(variables.get(TrainingVariables.EVERY, "6h")),
                        number(
                                TrainingVariables.NEW_RUNS,
                                variables.get(TrainingVariables.NEW_RUNS, "1000"),
                                0,
                                TrainingVariables.MAX_NEW_RUNS)),
                flag("NEURALOPS_SHADOW", variables.get("NEURALOPS_SHADOW", "false")),
                path(variables.get("NEURALOPS_PROFILER", "")),
                ExportVariables.settings(name -> variables.get(name, ""), home),
                PostgresVariables.settings(
                        variables.get(PostgresVariables.DSN, ""),
                        variables.get(PostgresVariables.MIGRATION_DSN, ""),
                        variables.get(PostgresVariables.ADOPT_INTO, TenantId.LOCAL.value())),
                VaultVariables.settings(name -> variables.get(name, "")),
                RedisVariables.settings(
                        variables.get(RedisVariables.URL, ""), variables.get(RedisVariables.CERTIFICATE, "")));
    }

    /** The same settings with the rows in a database; null for SQLite in the home. */
    public Config on(@Nullable PgSettings database) {
        return with(ports, accessLog, triggers, profiler, exports, database, vault);
    }

    /** The same settings with the secrets in files in the home. */
    public Config withSecretsInFiles() {
        return with(ports, accessLog, triggers, profiler, exports, postgres, null);
    }

    /**
     * The same settings for a command, which starts no service that others know of: on any port, with no training but those that
     * somebody asks for, nothing that is measured or exported by itself, and with nothing on the terminal about its own requests.
     */
    public Config forACommand() {
        return with(List.of(0), AccessMode.OFF, Triggers.OFF, null, exports.onDemand(), postgres, vault);
    }

    private Config with(
            List<Integer> otherPorts,
            AccessMode otherLog,
            Triggers otherTriggers,
            @Nullable Path otherProfiler,
            ExportSettings otherExports,
            @Nullable PgSettings database,
            @Nullable VaultSettings secrets) {
        return new Config(
                home,
                models,
                otherPorts,
                bind,
                tokens,
                eventLoops,
                rateLimit,
                maxConnections,
                otherLog,
                retention,
                otherTriggers,
                shadow,
                otherProfiler,
                otherExports,
                database,
                secrets,
                redis);
    }

    /** Whether a request without a token is refused instead of being the local admin's. */
    public boolean tokensRequired() {
        return tokens.required();
    }

    private static List<Integer> ports(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(port -> number("NEURALOPS_PORTS", port.strip(), 0, 65_535))
                .toList();
    }

    private static int days(Variables variables, String name, String otherwise) {
        return number(name, variables.get(name, otherwise), 0, Retention.MAX_DAYS);
    }

    private static @Nullable Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }

    static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Check.invalid(name, "is '" + text + "', but must be true or false");
        };
    }

    private static int number(String name, String text, int min, int max) {
        try {
            return Check.range(name, Integer.parseInt(text), min, max);
        } catch (NumberFormatException e) {
            throw Check.invalid(name, "is '" + text + "', which is not a number");
        }
    }

    private record Variables(UnaryOperator<@Nullable String> environment) {
        String get(String name, String otherwise) {
            String value = environment.apply(name);
            String found = value == null || value.isBlank() ? environment.apply(name + "_DEV") : value;
            return found == null || found.isBlank() ? otherwise : found.strip();
        }
    }
}
