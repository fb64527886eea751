package io.neuralops.gateway.config;

import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.verticles.secrets.vault.VaultSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which part of the service is real and which stands in for one, by its name. Decided once, at the start. */
public record Parts(Map<String, String> byName) {
    /** The parts of this version. */
    public static Parts of(Config config) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("store", store(config));
        parts.put("cache", "in process");
        parts.put("keys", keys(config));
        parts.put("tokens", tokens(config.tokens()));
        parts.put("models", "local files (" + config.models() + ")");
        parts.put("signals", "by POST only");
        return new Parts(parts);
    }

    private static String keys(Config config) {
        VaultSettings vault = config.vault();
        return vault == null ? "local files (" + config.home().resolve("keys") + ")" : "vault (" + vault.about() + ")";
    }

    private static String store(Config config) {
        PgSettings postgres = config.postgres();
        if (postgres == null) {
            return "sqlite (" + config.home().resolve("tenants") + ")";
        }
        PgDsn dsn = postgres.service();
        return "postgresql (" + dsn.host() + ":" + dsn.port() + "/" + dsn.database() + ")";
    }

    private static String tokens(TokenSettings tokens) {
        return tokens.realIssuer() ? "of " + tokens.issuer() + " (keys: " + tokens.jwks() + ")" : "of the local key";
    }

    @Override
    public String toString() {
        return byName.entrySet().stream()
                .map(part -> part.getKey() + ": " + part.getValue())
                .collect(Collectors.joining(", "));
    }
}
