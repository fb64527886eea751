package io.neuralops.verticles.operation;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.run.Micros;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.TimePaging;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The place in a list, opaque to callers so that it may change. It is the tenant's to whom it was given, and for anyone else
 * it is not there.
 */
public final class Cursor {
    /** Items on a page unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT = 50;

    /** Items on a page at the most. */
    public static final int MAX_LIMIT = 500;

    private static final String NO_PAGE = "there is no page behind this cursor";

    private Cursor() {}

    static String encode(TenantId tenant, long position) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(position)
                .putInt(mark(tenant, position))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Tells whose it is. No secret: rows of others are out of reach at any position. */
    private static int mark(TenantId tenant, long position) {
        CRC32C mark = new CRC32C();
        mark.update((tenant.value() + ' ' + position).getBytes(StandardCharsets.UTF_8));
        return (int) mark.getValue();
    }

    /** The page's limit, checked. */
    public static int limit(@Nullable Integer limit) {
        return Check.range("limit", limit == null ? DEFAULT_LIMIT : limit, 1, MAX_LIMIT);
    }

    /**
     * What to ask a store for: one row more than the limit, to see whether there are more. {@link Failure.NotFound} if the
     * cursor was not given to the tenant.
     */
    public static Paging paging(TenantId tenant, int limit, @Nullable String cursor) {
        return new Paging(limit + 1, cursor == null ? null : decode(tenant, cursor));
    }

    static String encode(TenantId tenant, TimePaging.Place place) {
        long micros = Micros.of(place.time());
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(micros)
                .putLong(place.position())
                .putInt(mark(tenant, micros ^ place.position()))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Like {@link #paging}, of a list in the order of time. */
    public static TimePaging timePaging(TenantId tenant, int limit, @Nullable String cursor) {
        if (cursor == null) {
            return new TimePaging(limit + 1, null);
        }
        ByteBuffer bytes = bytes(cursor);
        if (bytes.remaining() != 2 * Long.BYTES + Integer.BYTES) {
            throw refused(null);
        }
        long micros = bytes.getLong();
        long position = bytes.getLong();
        if (bytes.getInt() != mark(tenant, micros ^ position)) {
            throw new Failure.NotFound(NO_PAGE).asException();
        }
        return new TimePaging(
                limit + 1, new TimePaging.Place(Check.instant("cursor", Micros.toInstant(micros)), position));
    }

    static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name after which a list goes on that is ordered by names; empty for its beginning. */
    public static String after(@Nullable String cursor) {
        try {
            return cursor == null
                    ? ""
                    : StandardCharsets.UTF_8.newDecoder().decode(bytes(cursor)).toString();
        } catch (CharacterCodingException e) {
            throw refused(e);
        }
    }

    private static Long decode(TenantId tenant, String cursor) {
        ByteBuffer bytes = bytes(cursor);
        if (bytes.remaining() != Long.BYTES + Integer.BYTES) {
            throw refused(null);
        }
        long position = bytes.getLong();
        if (bytes.getInt() != mark(tenant, position)) {
            throw new Failure.NotFound(NO_PAGE).asException();
        }
        return position;
    }

    private static ByteBuffer bytes(String cursor) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
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
