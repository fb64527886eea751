package io.neuralops.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.sql.Retention;
import io.neuralops.verticles.cache.redis.RedisSettings;
import io.neuralops.verticles.export.s3.S3Settings;
import io.neuralops.verticles.secrets.vault.VaultSettings;
import io.neuralops.verticles.training.Triggers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    @Test
    void everyDefault() {
        Config config = of(Map.of());

        assertThat(config.home().toString()).isIn("data", "./data");
        assertThat(config.models()).isEqualTo(config.home().resolve("models"));
        assertThat(config.ports()).containsExactly(8010, 8020);
        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.tokensRequired()).isFalse();
        assertThat(config.rateLimit()).isZero();
        assertThat(config.retention()).isEqualTo(new Retention(90, 30));
        assertThat(config.maxConnections()).isEqualTo(20_000);
        assertThat(config.accessLog()).isEqualTo(AccessMode.ALL);
        assertThat(config.eventLoops())
                .isEqualTo(Math.min(64, Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void everyMapping() {
        Config config = of(Map.ofEntries(
                Map.entry("NEURALOPS_HOME", "/h"),
                Map.entry("NEURALOPS_MODELS", "/m"),
                Map.entry("NEURALOPS_PORTS", "1, 2,3"),
                Map.entry("NEURALOPS_BIND", "0.0.0.0"),
                Map.entry("NEURALOPS_ISSUER", "local"),
                Map.entry("NEURALOPS_EVENT_LOOPS", "3"),
                Map.entry("NEURALOPS_RATE_LIMIT", "9"),
                Map.entry("NEURALOPS_MAX_CONNECTIONS", "77"),
                Map.entry("NEURALOPS_ACCESS_LOG", "Errors"),
                Map.entry("NEURALOPS_RETENTION_PREDICTIONS_DAYS", "7"),
                Map.entry("NEURALOPS_RETENTION_PERF_METRICS_DAYS", "0"),
                Map.entry("NEURALOPS_TRAIN_EVERY", "90m"),
                Map.entry("NEURALOPS_TRAIN_NEW_RUNS", "0"),
                Map.entry("NEURALOPS_SHADOW", "true"),
                Map.entry("NEURALOPS_PROFILER", "/p.yaml"),
                Map.entry("NEURALOPS_EXPORT_SCHEDULE", "/e.yaml"),
                Map.entry("S3_AUDIT_BUCKET", "audit"),
                Map.entry("S3_AUDIT_ENCRYPTION", "aws:kms"),
                Map.entry("S3_AUDIT_KMS_KEY", "key-1"),
                Map.entry("AWS_ENDPOINT_URL_S3", "http://s3.internal:9000"),
                Map.entry("AWS_REGION", "eu-central-1")));

        assertThat(config)
                .isEqualTo(new Config(
                        Path.of("/h"),
                        Path.of("/m"),
                        List.of(1, 2, 3),
                        "0.0.0.0",
                        new TokenSettings("local", "", "neuralops"),
                        3,
                        9,
                        77,
                        AccessMode.ERRORS,
                        new Retention(7, 0),
                        new Triggers(Duration.ofMinutes(90), 0),
                        true,
                        Path.of("/p.yaml"),
                        new ExportSettings(
                                Path.of("/h/exports"),
                                new S3Settings(
                                        "audit",
                                        "eu-central-1",
                                        URI.create("http://s3.internal:9000"),
                                        true,
                                        "aws:kms",
                                        "key-1",
                                        S3Settings.USUAL_PATIENCE),
                                Path.of("/e.yaml")),
                        null,
                        null,
                        null));
    }

    @Test
    void exportsGoToTheHomeUnlessThereIsABucket() {
        assertThat(of(Map.of("NEURALOPS_HOME", "/h")).exports())
                .isEqualTo(new ExportSettings(Path.of("/h/exports"), null, null));
        S3Settings amazon = of(Map.of("S3_AUDIT_BUCKET", "audit")).exports().s3();
        assertThat(amazon)
                .isEqualTo(new S3Settings("audit", null, null, false, "AES256", null, S3Settings.USUAL_PATIENCE));
        Map<String, String> other = Map.of(
                "S3_AUDIT_BUCKET_DEV", "audit", "AWS_ENDPOINT_URL", "https://minio", "S3_AUDIT_PATH_STYLE", "false");
        assertThat(of(other).exports().s3().pathStyle()).isFalse();
        assertThat(Parts.of(of(other), 0).places()).containsEntry("exports", "s3 (s3://audit at https://minio)");
        assertThat(of(other).forACommand().exports().s3())
                .isEqualTo(of(other).exports().s3());
    }

    @ParameterizedTest
    @CsvSource({
        "S3_AUDIT_BUCKET, s3://audit",
        "S3_AUDIT_BUCKET, Audit",
        "S3_AUDIT_PATH_STYLE, maybe",
        "S3_AUDIT_ENCRYPTION, none",
        "S3_AUDIT_KMS_KEY, key-1",
        "AWS_ENDPOINT_URL_S3, http://se-cret@minio",
        "AWS_ENDPOINT_URL, minio:9000"
    })
    void whatS3CantBeReachedWithIsRefusedByNameAndNotRepeated(String variable, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("S3_AUDIT_BUCKET", "audit"));
        environment.put(variable, value);

        assertThatThrownBy(() -> of(environment)).hasMessageContaining(variable).hasMessageNotContaining("se-cret");
    }

    @Test
    void theShadowIsOffUnlessItIsTurnedOn() {
        assertThat(Config.from(name -> null).shadow()).isFalse();
        assertThatThrownBy(() -> of(Map.of("NEURALOPS_SHADOW", "yes"))).hasMessageStartingWith("NEURALOPS_SHADOW");
    }

    @Test
    void aRealIssuerMayBeServedBeyondLoopback() {
        Config config = of(Map.of(
                "NEURALOPS_BIND", "0.0.0.0",
                "NEURALOPS_ISSUER", "https://issuer.example",
                "NEURALOPS_JWKS", "https://issuer.example/keys",
                "NEURALOPS_AUDIENCE", "ours"));

        assertThat(config.tokens())
                .isEqualTo(new TokenSettings("https://issuer.example", "https://issuer.example/keys", "ours"));
        assertThat(config.tokensRequired()).isTrue();
        assertThat(config.tokens().realIssuer()).isTrue();
    }

    @Test
    void anIssuerWithoutKeysOrKeysWithoutAnIssuerAreRefused() {
        assertThatThrownBy(() -> of(Map.of("NEURALOPS_ISSUER", "https://issuer.example")))
                .hasMessageContaining("NEURALOPS_JWKS");
        assertThatThrownBy(() -> of(Map.of("NEURALOPS_JWKS", "keys.json"))).hasMessageContaining("NEURALOPS_ISSUER");
        assertThatThrownBy(() -> of(Map.of("NEURALOPS_ISSUER", "neuralops-local", "NEURALOPS_JWKS", "keys.json")))
                .hasMessageContaining("NEURALOPS_ISSUER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://issuer.example/keys", "file:///keys", "https:///keys", "https://a:b@issuer.example"})
    void keysComeFromAFileOrTheWeb(String jwks) {
        assertThatThrownBy(() -> of(Map.of("NEURALOPS_ISSUER", "issuer", "NEURALOPS_JWKS", jwks)))
                .hasMessageContaining("NEURALOPS_JWKS")
                .hasMessageNotContaining("a:b");
    }

    @Test
    void aNameWithDevIsReadWhereTheOtherIsMissingOrBlank() {
        assertThat(of(Map.of("NEURALOPS_HOME_DEV", "/d")).home()).isEqualTo(Path.of("/d"));
        assertThat(of(Map.of("NEURALOPS_HOME", " ", "NEURALOPS_HOME_DEV", "/d")).home())
                .isEqualTo(Path.of("/d"));
        assertThat(of(Map.of("NEURALOPS_HOME", "/h", "NEURALOPS_HOME_DEV", "/d"))
                        .home())
                .isEqualTo(Path.of("/h"));
    }

    @Test
    void aDatabaseIsNamedByItsDsnAndNothingShowsItsPassword() {
        Config config = of(Map.of(
                "POSTGRES_DSN_DEV", "postgres://app:se-cret@db.example/ops",
                "POSTGRES_MIGRATION_DSN", "postgres://owner:hid-den@db.example/ops",
                "NEURALOPS_ADOPT_INTO", "acme"));

        assertThat(config.postgres().service().user()).isEqualTo("app");
        assertThat(config.postgres().owner().user()).isEqualTo("owner");
        assertThat(config.postgres().adopter().value()).isEqualTo("acme");
        assertThat(config + " " + Parts.of(config, 0))
                .contains("postgresql (db.example:5432/ops)")
                .doesNotContain("se-cret", "hid-den");
        assertThat(of(Map.of()).postgres()).isNull();
    }

    @Test
    void vaultIsNamedByItsAddressAndNothingShowsItsToken() {
        Config config = of(Map.of("VAULT_ADDR", "https://vault.example:8200/", "VAULT_TOKEN_DEV", "hvs.se-cret"));

        assertThat(config + " " + Parts.of(config, 0))
                .contains("vault (https://vault.example:8200)")
                .doesNotContain("se-cret");
        assertThat(config.vault())
                .isEqualTo(new VaultSettings(
                        URI.create("https://vault.example:8200"),
                        "hvs.se-cret",
                        new VaultSettings.Kubernetes(
                                "", Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token"), "kubernetes"),
                        "",
                        "secret",
                        "transit",
                        "neuralops",
                        null));
        assertThat(config.withSecretsInFiles().vault()).isNull();
        assertThat(of(Map.of("VAULT_TOKEN", "hvs.se-cret")).vault()).isNull();
    }

    @Test
    void everySettingOfVault() {
        VaultSettings vault = of(Map.of(
                        "VAULT_ADDR", "http://vault",
                        "VAULT_K8S_ROLE", "role",
                        "VAULT_K8S_JWT_PATH", "/jwt",
                        "VAULT_K8S_MOUNT", "k8s/one",
                        "VAULT_NAMESPACE", "team/a",
                        "VAULT_KV_MOUNT", "kv",
                        "VAULT_TRANSIT_MOUNT", "signing",
                        "VAULT_PREFIX", "ops",
                        "VAULT_CACERT", "/ca.pem"))
                .vault();

        assertThat(vault)
                .isEqualTo(new VaultSettings(
                        URI.create("http://vault"),
                        "",
                        new VaultSettings.Kubernetes("role", Path.of("/jwt"), "k8s/one"),
                        "team/a",
                        "kv",
                        "signing",
                        "ops",
                        Path.of("/ca.pem")));
        assertThat(vault.about()).isEqualTo("http://vault, not encrypted");
    }

    @ParameterizedTest
    @CsvSource({
        "VAULT_ADDR, http://se-cret@vault",
        "VAULT_ADDR, ftp://vault",
        "VAULT_ADDR, vault:8200",
        "VAULT_ADDR, https://vault/v1?a=se-cret",
        "VAULT_TOKEN, hvs.se-cret with blanks",
        "VAULT_TOKEN, ''",
        "VAULT_KV_MOUNT, ../se-cret",
        "VAULT_TRANSIT_MOUNT, a//b",
        "VAULT_PREFIX, a?b",
        "VAULT_NAMESPACE, a b"
    })
    void whatVaultCantBeReachedWithIsRefusedByNameAndNotRepeated(String variable, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("VAULT_ADDR", "http://vault", "VAULT_TOKEN", "t"));
        environment.put(variable, value);

        assertThatThrownBy(() -> of(environment)).hasMessageContaining(variable).hasMessageNotContaining("se-cret");
    }

    @Test
    void redisIsNamedByItsUrlAndNothingShowsItsPassword() {
        Config config = of(Map.of("REDIS_URL_DEV", "rediss://ops:se-cret%2F%21@cache.example:6380/2"));

        assertThat(config.redis())
                .isEqualTo(new RedisSettings("cache.example", 6380, true, "ops", "se-cret/!", 2, null));
        assertThat(config + " " + Parts.of(config, 0))
                .contains("redis (cache.example:6380/2)")
                .doesNotContain("se-cret");
        assertThat(config.forACommand().redis()).isEqualTo(config.redis());
        assertThat(of(Map.of()).redis()).isNull();
        assertThat(Parts.of(of(Map.of()), 0).toString()).contains("cache: in process");
    }

    @Test
    void whatAUrlOfRedisLeavesOutIsTheUsual() {
        assertThat(of(Map.of("REDIS_URL", "redis://cache")).redis())
                .isEqualTo(new RedisSettings("cache", 6379, false, "", "", 0, null));
        assertThat(of(Map.of("REDIS_URL", "redis://:se+cret@[::1]/", "REDIS_CACERT", "/ca.pem"))
                        .redis())
                .isEqualTo(new RedisSettings("::1", 6379, false, "", "se+cret", 0, Path.of("/ca.pem")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:se-cret@cache",
                "cache:6379",
                "redis://",
                "redis:///1",
                "redis://:se-cret@cache:0",
                "redis://:se-cret@cache:65536",
                "redis://:se-cret@cache:port",
                "redis://:se-cret@cache/one",
                "redis://:se-cret@cache/16384",
                "redis://:se-cret@cache/0?ssl=false",
                "redis://:se-cret@cache/0#x",
                "redis://:se-cret%2@cache",
                "redis://:se-cret%FF@cache",
                "redis://a@b:se-cret@cache",
                "redis://:se-cret@one,two",
                "unix:///run/redis.sock"
            })
    void aUrlOfRedisThatCantBeReadIsRefusedByNameAndNotRepeated(String url) {
        assertThatThrownBy(() -> of(Map.of("REDIS_URL", url)))
                .hasMessageStartingWith("REDIS_URL")
                .hasMessageNotContaining("se-cret");
    }

    @Test
    void aDsnThatCantBeReadIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> of(Map.of("POSTGRES_DSN", "mysql://app:se-cret@db.example/ops")))
                .hasMessageContaining("POSTGRES_DSN")
                .hasMessageNotContaining("se-cret");
        assertThatThrownBy(() -> of(Map.of(
                        "POSTGRES_DSN", "postgres://app@db.example",
                        "POSTGRES_MIGRATION_DSN", "postgres://o:se-cret@db.example:port")))
                .hasMessageContaining("POSTGRES_MIGRATION_DSN")
                .hasMessageNotContaining("se-cret");
        assertThatThrownBy(() -> of(Map.of("POSTGRES_MIGRATION_DSN", "postgres://app@db.example")))
                .hasMessageContaining("POSTGRES_DSN");
    }

    @ParameterizedTest
    @CsvSource({
        "NEURALOPS_ADOPT_INTO, Acme",
        "NEURALOPS_RETENTION_PREDICTIONS_DAYS, -1",
        "NEURALOPS_RETENTION_PERF_METRICS_DAYS, 36501",
        "NEURALOPS_PORTS, http",
        "NEURALOPS_PORTS, 70000",
        "NEURALOPS_PORTS, '8010,'",
        "NEURALOPS_PORTS, -1",
        "NEURALOPS_RATE_LIMIT, -1",
        "NEURALOPS_RATE_LIMIT, many",
        "NEURALOPS_MAX_CONNECTIONS, 0",
        "NEURALOPS_ACCESS_LOG, some",
        "NEURALOPS_EVENT_LOOPS, 0",
        "NEURALOPS_EVENT_LOOPS, 65",
        "NEURALOPS_EVENT_LOOPS, many",
        "NEURALOPS_BIND, 0.0.0.0",
        "NEURALOPS_BIND, 10.0.0.1"
    })
    void aBadValueIsRefusedByItsName(String name, String value) {
        assertThatThrownBy(() -> of(Map.of(name, value))).hasMessageContaining(name);
    }

    private static Config of(Map<String, String> environment) {
        return Config.from(environment::get);
    }

    @Test
    void whenToTrainIsASpanOrNever() {
        assertThat(Config.from(name -> null).triggers()).isEqualTo(new Triggers(Duration.ofHours(6), 1_000));
        assertThat(Config.from(Map.of("NEURALOPS_TRAIN_EVERY", "0", "NEURALOPS_TRAIN_NEW_RUNS", "0")::get)
                        .triggers()
                        .any())
                .isFalse();
        assertThat(Config.from(Map.of("NEURALOPS_TRAIN_EVERY", "2d")::get)
                        .triggers()
                        .every())
                .isEqualTo(Duration.ofDays(2));
        for (String wrong : List.of("6", "6s", "0m", "-6h", "91d", "1h30m", "999999d", "six hours", "1e3m")) {
            assertThatThrownBy(() -> Config.from(Map.of("NEURALOPS_TRAIN_EVERY", wrong)::get))
                    .as(wrong)
                    .hasMessageStartingWith("NEURALOPS_TRAIN_EVERY");
        }
        assertThatThrownBy(() -> Config.from(Map.of("NEURALOPS_TRAIN_NEW_RUNS", "-1")::get))
                .hasMessageStartingWith("NEURALOPS_TRAIN_NEW_RUNS");
    }
}
