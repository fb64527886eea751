package io.neuralops.verticles.secrets;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.tenant.TenantId;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which tenants' personal data is pseudonymised: one secret for each tenant, with all of its keys by their ids.
 * Old ones stay, for what they made stands in rows.
 */
public final class PseudonymKeyring implements PseudonymKeySource {
    static final String PREFIX = "pseudonym-";
    static final String FIRST = "k1";
    private static final int KEY_BYTES = 32;
    /** Whoever is forgotten is looked for under each. */
    private static final int MAX_KEYS = 100;

    private final Secrets secrets;
    private final SecureRandom random;

    public PseudonymKeyring(Secrets secrets, SecureRandom random) {
        this.secrets = secrets;
        this.random = random;
    }

    @Override
    public PseudonymKeys of(TenantId tenant) {
        return keys(tenant, secrets.findOrMake(name(tenant), () -> Map.of(FIRST, newKey())));
    }

    /** The keys of a tenant if it has any; none is made. */
    public Optional<PseudonymKeys> find(TenantId tenant) {
        return secrets.find(name(tenant)).map(kept -> keys(tenant, kept));
    }

    /** Gives a tenant one more key, with which new pseudonyms are made; {@link Failure.Conflict} if another did meanwhile. */
    public PseudonymKeys rotate(TenantId tenant) {
        Secret kept = secrets.findOrMake(name(tenant), () -> Map.of(FIRST, newKey()));
        List<String> ids = keys(tenant, kept).ids();
        if (ids.size() >= MAX_KEYS) {
            throw conflict("it has " + MAX_KEYS + " keys, and more are not kept");
        }
        Map<String, String> more = new LinkedHashMap<>(kept.fields());
        more.put("k" + (number(ids.getLast()) + 1), newKey());
        Secret next = new Secret(kept.version(), more);
        if (!secrets.put(name(tenant), next)) {
            throw conflict("its keys are being changed by another; try again in a moment");
        }
        return keys(tenant, next);
    }

    /** Removes all keys of a tenant: nobody can tell any more for whom its pseudonyms stand. */
    public void remove(TenantId tenant) {
        secrets.remove(name(tenant));
    }

    private static PseudonymKeys keys(TenantId tenant, Secret kept) {
        @Nullable PseudonymKeys keys = null;
        List<String> ids = kept.fields().keySet().stream()
                .sorted(Comparator.comparingInt(PseudonymKeyring::number))
                .toList();
        for (String id : ids) {
            byte[] key = key(tenant, kept.field(id));
            keys = keys == null ? PseudonymKeys.of(id, key) : keys.rotatedTo(id, key);
        }
        if (keys == null) {
            throw unusable(tenant);
        }
        return keys;
    }

    private static byte[] key(TenantId tenant, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // The message would quote it.
        }
        throw unusable(tenant);
    }

    private static int number(String id) {
        try {
            return id.startsWith("k") ? Integer.parseInt(id.substring(1)) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static UnusableSecret unusable(TenantId tenant) {
        return new UnusableSecret("the secret '" + name(tenant) + "' doesn't hold keys of " + KEY_BYTES + " bytes");
    }

    private static RuntimeException conflict(String detail) {
        return new Failure.Conflict(detail).asException();
    }

    private static String name(TenantId tenant) {
        return PREFIX + tenant.value();
    }

    private String newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
