package io.neuralops.verticles.operation;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.sql.store.Paging;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The place in a list, opaque to callers so that it may change. */
public final class Cursor {
    /** Items on a page unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT = 50;

    /** Items on a page at the most. */
    public static final int MAX_LIMIT = 500;

    private Cursor() {}

    static String encode(long position) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The page's limit, checked. */
    public static int limit(@Nullable Integer limit) {
        return Check.range("limit", limit == null ? DEFAULT_LIMIT : limit, 1, MAX_LIMIT);
    }

    /** What to ask a store for: one row more than the limit, to see whether there are more. */
    public static Paging paging(int limit, @Nullable String cursor) {
        return new Paging(limit + 1, cursor == null ? null : decode(cursor));
    }

    static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name after which a list goes on that is ordered by names; empty for its beginning. */
    public static String after(@Nullable String cursor) {
        try {
            return cursor == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                            .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw refused(e);
        }
    }

    private static Long decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == Long.BYTES) {
                return ByteBuffer.wrap(bytes).getLong();
            }
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    private static RuntimeException refused(@Nullable Exception cause) {
        RuntimeException refused =
                new Failure.Malformed("cursor", "is not one that this service gave out").asException();
        if (cause != null) {
            refused.addSuppressed(cause);
        }
        return refused;
    }
}
