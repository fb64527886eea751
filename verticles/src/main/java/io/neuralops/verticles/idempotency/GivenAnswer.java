package io.neuralops.verticles.idempotency;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer to a request.
 *
 * @param location where what was started is shown
 */
public record GivenAnswer(
        int status, String mediaType, @Nullable String location, Buffer body) {}
