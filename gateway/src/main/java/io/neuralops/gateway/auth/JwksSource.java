package io.neuralops.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where the keys of an issuer come from. */
@FunctionalInterface
interface JwksSource {
    /** More than any issuer has, and little enough to hold in memory. */
    int MAX_BYTES = 256 << 10;

    /** Reads the key set anew. */
    Future<Buffer> read();
}
