package io.neuralops.gateway.config;

import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.verticles.cache.redis.RedisSettings;
import io.neuralops.verticles.export.s3.S3Settings;
import io.neuralops.verticles.secrets.vault.VaultSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which part of the service is real and which stands in for one, by its name. Decided once, at the start. */
public record Parts(Map<String, Part> byName) {
    /**
     * A part.
     *
     * @param kind what it is, for anybody
     * @param where an address or a path, for those who run the service; null if there is none
     */
    public record Part(String kind, @Nullable String where) {
        @Override
        public String toString() {
            return where == null ? kind : kind + " (" + where + ")";
        }
    }

    /**
     * The parts of this version.
     *
     * @param profiled how many targets are measured all the time
     */
    public static Parts of(Config config, int profiled) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("store", store(config));
        parts.put("cache", cache(config));
        parts.put("keys", keys(config));
        parts.put("tokens", tokens(config.tokens()));
        parts.put("models", new Part("local files", config.models().toString()));
        parts.put("exports", exports(config.exports()));
        parts.put("signals", new Part("by POST only", null));
        parts.put("profiler", new Part(profiled == 0 ? "off" : profiled + " targets", null));
        return new Parts(parts);
    }

    /** What each is, by its name, without where it is. */
    public Map<String, String> kinds() {
        return told(Part::kind);
    }

    /** What each is and where, by its name. */
    public Map<String, String> places() {
        return told(Part::toString);
    }

    private Map<String, String> told(Function<Part, String> words) {
        Map<String, String> told = new LinkedHashMap<>();
        byName.forEach((name, part) -> told.put(name, words.apply(part)));
        return told;
    }

    private static Part keys(Config config) {
        VaultSettings vault = config.vault();
        return vault == null
                ? new Part("local files", config.home().resolve("keys").toString())
                : new Part("vault", vault.about());
    }

    private static Part cache(Config config) {
        RedisSettings redis = config.redis();
        return redis == null ? new Part("in process", null) : new Part("redis", redis.about());
    }

    private static Part exports(ExportSettings exports) {
        S3Settings s3 = exports.s3();
        return s3 == null ? new Part("local files", exports.folder().toString()) : new Part("s3", s3.about());
    }

    private static Part store(Config config) {
        PgSettings postgres = config.postgres();
        if (postgres == null) {
            return new Part("sqlite", config.home().resolve("tenants").toString());
        }
        PgDsn dsn = postgres.service();
        return new Part("postgresql", dsn.host() + ":" + dsn.port() + "/" + dsn.database());
    }

    private static Part tokens(TokenSettings tokens) {
        return tokens.realIssuer()
                ? new Part("of an issuer", tokens.issuer() + ", keys: " + tokens.jwks())
                : new Part("of the local key", null);
    }

    @Override
    public String toString() {
        return byName.entrySet().stream()
                .map(part -> part.getKey() + ": " + part.getValue())
                .collect(Collectors.joining(", "));
    }
}
