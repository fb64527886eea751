package io.neuralops.gateway.http.access;

import io.neuralops.models.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer. The path may tell of persons and is only held until the log has its template.
 *
 * @param atMillis when it ended, in milliseconds since 1970
 * @param bytes of its body, before compression
 * @param micros from the end of the request's head to the end of the answer
 * @param tenant whose request it was, if somebody was let in
 */
public record AccessLine(
        long atMillis,
        String method,
        @Nullable String path,
        int status,
        long bytes,
        long micros,
        @Nullable String requestId,
        @Nullable TenantId tenant) {}
