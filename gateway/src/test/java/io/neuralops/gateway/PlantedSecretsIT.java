package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.neuralops.gateway.cli.NeuralOps;
import io.neuralops.gateway.cli.Terminal;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.Parts;
import io.neuralops.verticles.cache.redis.RedisProcess;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.secrets.vault.VaultStandIn;
import io.neuralops.verticles.secrets.vault.VaultStandIn.Mood;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every secret that the service has is looked for in everything that it gives out or keeps elsewhere. */
class PlantedSecretsIT {
    private static final String VAULT_TOKEN = "hvs.planted-vault-token";
    private static final String DATABASE_PASSWORD = "planted-database-password";
    private static final String REDIS_PASSWORD = "planted-redis-password";
    private static final String JWT = "planted-service-account-token";

    @TempDir
    private Path folder;

    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final Set<String> secrets =
            new LinkedHashSet<>(List.of(VAULT_TOKEN, DATABASE_PASSWORD, REDIS_PASSWORD, JWT));

    @Test
    void ofVaultNothingComesOut() throws Exception {
        try (VaultStandIn vault = new VaultStandIn();
                RedisProcess redis = redis()) {
            vault.token(VAULT_TOKEN, 0, false);
            Map<String, String> environment = environment();
            environment.put("REDIS_URL", redis.url());
            environment.put("VAULT_ADDR", vault.address().toString());
            environment.put("VAULT_TOKEN", VAULT_TOKEN);
            environment.computeIfPresent("POSTGRES_DSN", (name, dsn) -> dsn.replace(DATABASE_PASSWORD, ""));
            vault.keyValue()
                    .put(
                            "neuralops/postgres",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("name", "postgres")
                                    .put("password", DATABASE_PASSWORD));
            vault.keyValue()
                    .put(
                            "neuralops/redis",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("name", "redis")
                                    .put("password", REDIS_PASSWORD));
            try (ServiceProcess service = ServiceProcess.start(folder.resolve("home"), log(), environment)) {
                Caller caller = service.ready();
                Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
                Await.until("Redis to be asked", () -> cache(caller).equals("ok"));
                use(caller);
                for (Mood mood : Mood.values()) {
                    if (mood != Mood.DRIPPING) {
                        vault.be(mood);
                        look(caller, "while Vault is " + mood);
                    }
                }
                vault.be(Mood.USUAL);
                vault.revoke(VAULT_TOKEN);
                look(caller, "without a valid token");
                commands(environment);
                assertThat(service.terminate()).isZero();
            }
            vault.keyValue().texts().forEach(this::plantFields);
        }
        outputs.put("log", Files.readString(log()));
        assertThat(secrets)
                .as("keys, passwords and tokens that were looked for")
                .hasSizeGreaterThan(6);
        assertThat(outputs.get("log")).contains("keys: vault (", "Vault is tried again");
        nothingIsFound();
    }

    @Test
    void ofKeyFilesNothingComesOut() throws Exception {
        Map<String, String> environment = environment();
        environment.put("VAULT_TOKEN", VAULT_TOKEN);
        try (RedisProcess redis = redis();
                ServiceProcess service = ServiceProcess.start(
                        folder.resolve("home"), log(), with(environment, "REDIS_URL", url(redis, REDIS_PASSWORD)))) {
            Caller caller = service.ready();
            Await.until("it to be ready", () -> caller.get("/readyz").status() == 200);
            Await.until("Redis to be asked", () -> cache(caller).equals("ok"));
            use(caller);
            redis.kill();
            Await.until("Redis to be missed", () -> cache(caller).startsWith("left alone"));
            look(caller, "without Redis");
            commands(environment);
            Path key = folder.resolve("home/keys/report-signing.key");
            Files.writeString(key, Files.readString(key).substring(0, 300));
            look(caller, "with a key file that is cut short");
            assertThat(service.terminate()).isZero();
        }
        Secrets kept = new FileSecrets(folder.resolve("home/keys"));
        for (String name : List.of("pseudonym-local", "pseudonym-acme", "token-signing")) {
            kept.find(name).orElseThrow().fields().values().forEach(this::plant);
        }
        kept.find("postgres-login").ifPresent(secret -> plant(secret.field("password")));
        outputs.put("log", Files.readString(log()));
        assertThat(outputs.get("log")).contains("report-signing.key is cut short");
        nothingIsFound();
    }

    private static RedisProcess redis() {
        return RedisProcess.start("--requirepass", REDIS_PASSWORD);
    }

    private static String url(RedisProcess redis, String password) {
        return redis.url().replace("//", "//:" + password + "@");
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        environment.put(name, value);
        return environment;
    }

    private static String cache(Caller caller) {
        return caller.get("/readyz").json(200).path("checks").path("cache").asText();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        if (TestPostgres.wanted()) {
            String dsn = TestPostgres.shared().dsn(folder.resolve("home"));
            environment.put(
                    "POSTGRES_DSN",
                    dsn.replace("postgres@", "postgres:" + DATABASE_PASSWORD + "@")
                            .replace("postgres:@", "postgres:" + DATABASE_PASSWORD + "@"));
        }
        return environment;
    }

    private void use(Caller caller) {
        caller.post("/tenants", "{\"id\":\"acme\"}").json(200);
        look(caller, "as usual");
        add("rotation", caller.post("/keys/rotate", "{}"));
        add("forgetting", caller.post("/persons/forget", "{\"person\":\"grace@example.com\",\"dry_run\":false}"));
        add("a tenant", caller.get("/tenants/acme"));
    }

    /** All that answers, and some of it with a problem. */
    private void look(Caller caller, String when) {
        for (String path : List.of(
                "/healthz",
                "/readyz",
                "/metrics",
                "/docs",
                "/openapi.yaml",
                "/",
                "/runs",
                "/models",
                "/tenants",
                "/nowhere")) {
            add(path + " " + when, caller.get(path));
        }
        String run = "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\",\"owner\":\"grace@example.com\"}";
        add("a run " + when, caller.post("/runs", run));
        add("no run " + when, caller.post("/runs", "{"));
        add("a proof " + when, caller.post("/isolation/proof", "{}"));
        add("a rotation " + when, caller.post("/keys/rotate", "{}"));
        Caller stranger = new Caller(caller.url(), VAULT_TOKEN);
        add("a token that is none " + when, stranger.get("/runs"));
    }

    private void commands(Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("NEURALOPS_HOME", folder.resolve("home").toString());
        Config config = Config.from(own::get);
        outputs.put("the settings", config + " " + Parts.of(config, 0));
        for (String[] command : List.of(
                new String[] {"--help"},
                new String[] {"serve", "--help"},
                new String[] {"tenant", "rotate-key", "--help"},
                new String[] {"tenant", "list"},
                new String[] {"tenant", "rotate-key", "--tenant", "acme"},
                new String[] {"serve"},
                new String[] {"backup", "--to", folder.resolve("backup").toString()})) {
            run(own, command);
        }
        Map<String, String> broken = new HashMap<>(own);
        broken.put("VAULT_ADDR", "http://user:" + DATABASE_PASSWORD + "@vault");
        run(broken, "tenant", "list");
        Map<String, String> noUrl = new HashMap<>(own);
        noUrl.put("REDIS_URL", "http://:" + REDIS_PASSWORD + "@cache");
        run(noUrl, "tenant", "list");
        broken.put("VAULT_ADDR", "http://127.0.0.1:1");
        broken.put("VAULT_TOKEN", VAULT_TOKEN + " \u0001");
        run(broken, "tenant", "list");
    }

    private void run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]), writer, writer, false, environment::get, Clock.systemUTC());
        NeuralOps.commandLine(terminal, Application::start).execute(arguments);
        outputs.merge("command " + String.join(" ", arguments), out.toString(), String::concat);
    }

    private void add(String where, Answer answer) {
        outputs.put(where, answer.status() + " " + answer.headers().map() + " " + answer.body());
    }

    private void plantFields(String json) {
        try {
            JsonNode fields = new ObjectMapper().readTree(json);
            fields.properties().stream()
                    .filter(field -> !field.getKey().equals("name"))
                    .forEach(field -> plant(field.getValue().asText()));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A secret, and its other spellings. Public halves are no secrets. */
    private void plant(String secret) {
        if (secret.contains("PUBLIC KEY")) {
            return;
        }
        if (secret.contains("PRIVATE KEY")) {
            secret.lines().filter(line -> !line.startsWith("-")).forEach(secrets::add);
            return;
        }
        secrets.add(secret);
        secrets.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
        if (secret.endsWith("=")) {
            secrets.add(HexFormat.of().formatHex(Base64.getDecoder().decode(secret)));
        }
    }

    private void nothingIsFound() {
        Stored.of(folder.resolve("home")).forEach((file, text) -> {
            if (!file.startsWith("keys/")) {
                outputs.put("file " + file, text);
            }
        });
        List<String> found = new ArrayList<>();
        outputs.forEach((where, text) -> secrets.stream()
                .filter(text::contains)
                .forEach(secret -> found.add(where + " holds " + secret.substring(0, 8) + "...")));
        assertThat(found).isEmpty();
    }

    private Path log() {
        return folder.resolve("log");
    }
}
