package io.neuralops.sql.store;

import io.neuralops.sql.Json;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model version as it is stored. Figures are of the holdout; null where they are undefined.
 *
 * @param version {@code v1}, {@code v2}, ... within the tenant
 * @param baseline the figures of the model and of both baselines on the same holdout
 * @param checksum SHA-256 of the artifact, hexadecimal
 * @param signature JSON of the signature of tenant, version and checksum; null in rows of before models were signed
 * @param verdict how it fared against the champion; null in rows of before there were challengers
 * @param predecessor the version that answered before this one began to; null if none did, or if it never has
 */
public record ModelRow(
        String version,
        String kind,
        @Nullable Double accuracy,
        @Nullable Double auc,
        @Nullable Double brier,
        @Nullable Double ece,
        Json baseline,
        String checksum,
        @Nullable String signature,
        Json schema,
        Json provenance,
        Instant createdAt,
        boolean active,
        @Nullable Json verdict,
        @Nullable String predecessor) {
    /**
     * The same version with its texts rewritten.
     *
     * @param other the checksum of the artifact after that
     * @param signed its signature after that
     */
    public ModelRow rewritten(UnaryOperator<String> rewriting, String other, @Nullable String signed) {
        return new ModelRow(
                version,
                kind,
                accuracy,
                auc,
                brier,
                ece,
                new Json(rewriting.apply(baseline.text())),
                other,
                signed,
                new Json(rewriting.apply(schema.text())),
                new Json(rewriting.apply(provenance.text())),
                createdAt,
                active,
                verdict,
                predecessor);
    }

    /** The same version as the active one, after another. */
    public ModelRow activated(@Nullable String before) {
        return new ModelRow(
                version,
                kind,
                accuracy,
                auc,
                brier,
                ece,
                baseline,
                checksum,
                signature,
                schema,
                provenance,
                createdAt,
                true,
                verdict,
                before);
    }
}
