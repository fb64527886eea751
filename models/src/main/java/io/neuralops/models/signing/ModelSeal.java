package io.neuralops.models.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.neuralops.models.tenant.TenantId;

/**
 * What is signed of a model: whose it is, which version, and which bytes. One that is moved to another tenant or put in the
 * place of another version has another seal. The first line says what is signed, as the same key signs other things too.
 *
 * @param version {@code v1}, {@code v2}, ...
 * @param checksum SHA-256 of the artifact, hexadecimal
 */
public record ModelSeal(TenantId tenant, String version, String checksum) {
    private static final String WHAT = "neuralops model 1";

    public ModelSeal {
        if (!version.matches("[a-zA-Z0-9_-]{1,40}") || !checksum.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a model's version and checksum");
        }
    }

    /** The bytes to sign: four lines, each with its end. */
    public byte[] bytes() {
        return (WHAT + "\n" + tenant.value() + "\n" + version + "\n" + checksum + "\n").getBytes(US_ASCII);
    }
}
