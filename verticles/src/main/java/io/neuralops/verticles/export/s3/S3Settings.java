package io.neuralops.verticles.export.s3;

import io.neuralops.models.failure.Check;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in S3 exports go. Who the service is there the AWS SDK finds out by itself: by its variables, its files, or the machine.
 *
 * @param bucket its name
 * @param region null for what the SDK finds
 * @param endpoint where S3 is, if it isn't Amazon's; null for Amazon's
 * @param pathStyle whether the bucket is named in the path, and not in the host
 * @param encryption what encrypts objects where they are kept: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param key the id of a key for the latter two; null for the bucket's
 * @param patience for how long nothing need be heard of S3
 */
public record S3Settings(
        String bucket,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        String encryption,
        @Nullable String key,
        Duration patience) {
    /** For how long nothing need be heard, unless it is said otherwise. */
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ENCRYPTION = Pattern.compile("AES256|aws:kms|aws:kms:dsse");

    public S3Settings {
        if (!BUCKET.matcher(bucket).matches()) {
            throw Check.invalid(
                    "S3_AUDIT_BUCKET", "must be the name of a bucket: 3 to 63 lower-case letters, digits, '-', '.'");
        }
        if (!ENCRYPTION.matcher(encryption).matches()) {
            throw Check.invalid("S3_AUDIT_ENCRYPTION", "must be AES256, aws:kms or aws:kms:dsse");
        }
        if (key != null && encryption.equals("AES256")) {
            throw Check.invalid("S3_AUDIT_KMS_KEY", "is given, but S3_AUDIT_ENCRYPTION is AES256");
        }
    }

    /** For the log, and {@code /healthz} of local mode. */
    public String about() {
        return "s3://" + bucket + (endpoint == null ? "" : " at " + endpoint);
    }
}
