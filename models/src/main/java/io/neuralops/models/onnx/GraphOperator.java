package io.neuralops.models.onnx;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;

/** Element-wise ONNX operators (opset 13) that our graph needs and Tribuo's list lacks. */
enum GraphOperator implements ONNXOperator {
    ABS("Abs", 1),
    LOG("Log", 1),
    SIGN("Sign", 1),
    IS_NAN("IsNaN", 1),
    CLIP("Clip", 3);

    private static final int OPSET = 13;

    private final String opName;
    private final int inputs;

    GraphOperator(String opName, int inputs) {
        this.opName = opName;
        this.inputs = inputs;
    }

    @Override
    public String getOpName() {
        return opName;
    }

    @Override
    public int getNumInputs() {
        return inputs;
    }

    @Override
    public int getNumOptionalInputs() {
        return 0;
    }

    @Override
    public int getNumOutputs() {
        return 1;
    }

    @Override
    public Map<String, ONNXAttribute> getAttributes() {
        return Map.of();
    }

    @Override
    public Set<String> getMandatoryAttributeNames() {
        return Set.of();
    }

    @Override
    public int getOpVersion() {
        return OPSET;
    }

    /** The default domain is written as no domain at all. */
    @Override
    @SuppressWarnings("NullAway") // Tribuo documents null for the default domain but is not annotated.
    public @Nullable String getOpDomain() {
        return null;
    }
}
