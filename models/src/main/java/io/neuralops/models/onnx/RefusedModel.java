package io.neuralops.models.onnx;

import java.util.Locale;

/** A model is not given to the runtime, since it isn't what it has to be. */
public final class RefusedModel extends IllegalStateException {
    /** What is wrong with it. */
    public enum Reason {
        /** There is no file, or it can't be read. */
        MISSING,
        TOO_LARGE,
        /** Not the bytes that were trained. */
        ALTERED,
        UNSIGNED,
        /** The signature is another model's, another tenant's, or nobody's. */
        BAD_SIGNATURE,
        /** Signed with a key that isn't ours. */
        UNKNOWN_KEY,
        /** Signed in a way that isn't taken. */
        ALGORITHM,
        /** No graph of ours. */
        UNREADABLE,
        /** Reads other files. */
        EXTERNAL_DATA,
        /** Does what our graphs don't do. */
        OPERATOR,
        /** Its inputs are not what this version knows, or not those of its graph. */
        SCHEMA;

        /** As metrics have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;

    public RefusedModel(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
