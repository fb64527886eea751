package io.neuralops.verticles.cache;

import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an answer is kept under: all that it depends on but the rows.
 *
 * @param tenant whose answer it is
 * @param scope the role for which it was made: others may see more, or less
 * @param name of what was asked; letters, digits, {@code .}, {@code _} and {@code -}
 * @param definitionVersion of how it is reckoned: a new build doesn't take what an old one made in another way
 * @param query everything else, in one form for all who mean the same
 */
public record CacheKey(TenantId tenant, Role scope, String name, int definitionVersion, String query) {
    /** Of a name. */
    public static final int LONGEST_NAME = 60;

    private static final int LONGEST_QUERY = 16_384;
    private static final int LONGEST_PLAIN = 160;
    private static final String PREFIX = "neuralops:answer:";

    public CacheKey {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !name.chars().allMatch(CacheKey::named)) {
            throw new IllegalArgumentException("that is no name of an answer");
        }
        if (definitionVersion < 0 || query.length() > LONGEST_QUERY) {
            throw new IllegalArgumentException("a version is not negative, and a query has at most " + LONGEST_QUERY);
        }
    }

    /**
     * The key as one text of plain ASCII and of a bounded length. Two keys have the same only if they are equal: no part but the
     * last can hold the separator, and the last says whether it is the query or its hash. The tenant is in braces, by which a
     * cluster of Redis keeps all that is of a tenant together.
     */
    public String text() {
        return PREFIX + "{" + tenant.value() + "}:" + scope.label() + ":" + name + ":" + definitionVersion + ":"
                + (plain(query) ? "=" + query : "#" + hash(query));
    }

    private static boolean named(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
    }

    private static boolean plain(String query) {
        return query.length() <= LONGEST_PLAIN && query.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** Over UTF-16: as UTF-8 all unpaired surrogates would be the same. */
    private static String hash(String query) {
        return HexFormat.of().formatHex(sha256().digest(query.getBytes(StandardCharsets.UTF_16BE)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
