package io.neuralops.verticles.prediction;

import io.neuralops.models.onnx.RefusedModel;
import io.neuralops.models.onnx.RefusedModel.Reason;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.signing.Signer;
import io.neuralops.verticles.operation.Json;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signs models, and looks whether they are signed. Both may block: not for event loops. */
public final class ModelSeals {
    private static final String ALGORITHM = "Ed25519";

    private final Signer signer;
    private final Json json;

    public ModelSeals(Signer signer, Json json) {
        this.signer = signer;
        this.json = json;
    }

    /** The signature to be stored with a model: JSON of a {@link Signature}. */
    public String sign(ModelSeal seal) {
        return json.write(signer.sign(seal.bytes()));
    }

    /** Throws {@link RefusedModel} unless the model is signed, as what it is, with a key of this installation. */
    public void verify(ModelSeal seal, @Nullable String stored) {
        if (stored == null) {
            throw new RefusedModel(Reason.UNSIGNED, "model " + seal.version() + " is not signed; train another");
        }
        Signature signature = read(seal, stored);
        if (!signature.algorithm().equals(ALGORITHM)) {
            throw new RefusedModel(Reason.ALGORITHM, "model " + seal.version() + " is not signed with " + ALGORITHM);
        }
        if (!isWhole(signature) || !signature.verifies(seal.bytes())) {
            throw badSignature(seal);
        }
        if (!signer.trusts(signature.publicKey())) {
            throw new RefusedModel(
                    Reason.UNKNOWN_KEY,
                    "model " + seal.version() + " is signed with the key " + signature.keyId()
                            + ", which is not this installation's");
        }
    }

    private Signature read(ModelSeal seal, String stored) {
        try {
            Signature signature = json.read(stored, Signature.class);
            if (isThere(signature)) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw badSignature(seal);
    }

    /** What is read may be null, or lack a part. */
    private static boolean isThere(@Nullable Signature signature) {
        return signature != null
                && Stream.of(signature.algorithm(), signature.keyId(), signature.publicKey(), signature.value())
                        .allMatch(Objects::nonNull);
    }

    /** Whether the name of the key is that of the key. */
    private static boolean isWhole(Signature signature) {
        try {
            return Signature.ed25519(Base64.getDecoder().decode(signature.publicKey()), signature.value())
                    .equals(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static RefusedModel badSignature(ModelSeal seal) {
        return new RefusedModel(
                Reason.BAD_SIGNATURE, "the signature of model " + seal.version() + " is not one of this model");
    }
}
