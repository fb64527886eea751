package io.neuralops.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * What was answered to a request that a key names.
 *
 * @param location where what was started is shown
 * @param encoding how the body is packed; null where it isn't
 */
public record StoredAnswer(
        int status,
        String mediaType,
        @Nullable String location,
        @Nullable String encoding,
        byte[] body) {}
