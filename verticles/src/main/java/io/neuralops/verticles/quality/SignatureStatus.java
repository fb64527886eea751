package io.neuralops.verticles.quality;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version is what was signed, looked at for whoever asked: the file read, its checksum, the signature and the key, the graph.
 *
 * @param problem what is wrong with it; null if nothing is
 * @param keyId the key that signed it; null if none did
 * @param signer {@code vault} or {@code local}: where that key is kept; null if none signed it
 */
public record SignatureStatus(
        boolean valid,
        @Nullable String problem,
        @Nullable String keyId,
        @Nullable String signer,
        Instant verifiedAt) {}
