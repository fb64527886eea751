package io.neuralops.models.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tenant: {@code [a-z][a-z0-9_]{0,39}}. The rule is strict because the name becomes a file name, a schema
 * name and part of bus addresses.
 */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {
    /** The tenant of local mode, in which nobody has to log in. */
    public static final TenantId LOCAL = new TenantId("local");

    /** The tenant of those who run the installation: its admins make and remove tenants. */
    public static final TenantId PLATFORM = new TenantId("platform");

    private static final int MAX_LENGTH = 40;

    @JsonCreator
    public TenantId {
        if (!wellFormed(value)) {
            throw Check.invalid(
                    "tenant", "must be a lower-case letter followed by at most 39 lower-case letters, digits or '_'");
        }
    }

    /** Whether the text would be taken as a tenant's name. */
    public static boolean wellFormed(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean later = (c >= '0' && c <= '9') || c == '_';
            if (!letter && !(later && i > 0)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
