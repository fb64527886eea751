package io.neuralops.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, read but not yet believed.
 *
 * @param notBefore milliseconds since 1970, from which it holds
 * @param expires milliseconds since 1970, from which it no longer holds
 */
record Claims(String issuer, Set<String> audience, long notBefore, long expires, Principal principal) {
    private static final long MAX_SECONDS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long MS = 1_000;

    static Claims of(JsonNode claims) throws BadToken {
        String issuer = text(claims, "iss");
        if (issuer == null) {
            throw new BadToken("it has no issuer (iss)");
        }
        if (!claims.has("exp")) {
            throw new BadToken("it has no end (exp)");
        }
        long notBefore = claims.has("nbf") ? time(claims, "nbf") : 0;
        return new Claims(issuer, audience(claims.path("aud")), notBefore, time(claims, "exp"), principal(claims));
    }

    private static Principal principal(JsonNode claims) throws BadToken {
        String tenant = text(claims, LocalTokens.TENANT_CLAIM);
        String role = text(claims, LocalTokens.ROLE_CLAIM);
        Role known = Arrays.stream(Role.values())
                .filter(one -> one.label().equals(role))
                .findFirst()
                .orElse(null);
        if (known == null || tenant == null || !TenantId.wellFormed(tenant)) {
            throw new BadToken("it lacks a usable tenant_id or role");
        }
        String subject = text(claims, "sub");
        return new Principal(new TenantId(tenant), known, subject == null ? "unnamed" : subject);
    }

    /** Seconds since 1970, perhaps with a fraction (RFC 7519), as milliseconds. */
    private static long time(JsonNode claims, String name) throws BadToken {
        JsonNode value = claims.path(name);
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > MAX_SECONDS) {
            throw new BadToken("its " + name + " is not a time in seconds");
        }
        return value.isIntegralNumber() ? value.longValue() * MS : (long) Math.floor(value.doubleValue() * MS);
    }

    private static Set<String> audience(JsonNode value) throws BadToken {
        Set<String> all = new HashSet<>();
        for (JsonNode one : value.isArray() ? value : Set.of(value)) {
            if (!one.isTextual()) {
                throw new BadToken("its audience (aud) is not a text or a list of texts");
            }
            all.add(one.textValue());
        }
        return all;
    }

    private static @Nullable String text(JsonNode claims, String name) {
        return claims.path(name).textValue();
    }
}
