package io.neuralops.gateway.config;

import io.neuralops.verticles.export.s3.S3Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where exports go.
 *
 * @param folder where they go without S3
 * @param s3 the bucket they go to; null for the folder
 * @param schedule the file that says what is exported by itself; null for nothing
 */
public record ExportSettings(
        Path folder, @Nullable S3Settings s3, @Nullable Path schedule) {
    /** The same with nothing that is exported by itself. */
    ExportSettings onDemand() {
        return new ExportSettings(folder, s3, null);
    }
}
