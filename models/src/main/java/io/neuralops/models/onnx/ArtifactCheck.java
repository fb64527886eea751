package io.neuralops.models.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.neuralops.models.onnx.RefusedModel.Reason;
import java.util.Set;

/**
 * Looks through an artifact before the runtime gets it: only what {@link OnnxGraph} writes. Whatever else a graph may hold
 * (files beside it, operators of other libraries, graphs within graphs, functions) is refused unread.
 */
public final class ArtifactCheck {
    /** An artifact of ours has a few kilobytes; what is far larger isn't one. */
    public static final int MAX_BYTES = 16 << 20;

    private static final int MAX_NODES = 200;
    private static final int MAX_OPSET = 13;
    private static final Set<String> OPERATORS = Set.of(
            "Abs",
            "Add",
            "Cast",
            "Clip",
            "Div",
            "Greater",
            "Identity",
            "IsNaN",
            "Log",
            "Mul",
            "ReduceSum",
            "Sigmoid",
            "Sign",
            "Sub",
            "Where");

    private ArtifactCheck() {}

    /** Throws {@link RefusedModel} unless the graph is made as ours are. */
    public static void check(byte[] artifact) {
        if (artifact.length > MAX_BYTES) {
            throw new RefusedModel(Reason.TOO_LARGE, "the model is larger than " + MAX_BYTES + " bytes");
        }
        OnnxMl.ModelProto model = parsed(artifact);
        if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
            throw new RefusedModel(Reason.UNREADABLE, "it is no ONNX graph");
        }
        for (OnnxMl.OperatorSetIdProto set : model.getOpsetImportList()) {
            if (!set.getDomain().isEmpty() || set.getVersion() > MAX_OPSET) {
                throw operator("the operators '" + clean(set.getDomain()) + "' " + set.getVersion());
            }
        }
        if (model.getTrainingInfoCount() > 0 || model.getFunctionsCount() > 0) {
            throw operator("functions or a training of its own");
        }
        check(model.getGraph());
    }

    private static void check(OnnxMl.GraphProto graph) {
        graph.getInitializerList().forEach(ArtifactCheck::check);
        if (graph.getSparseInitializerCount() > 0) {
            throw operator("sparse tensors");
        }
        if (graph.getNodeCount() > MAX_NODES) {
            throw operator("more than " + MAX_NODES + " nodes");
        }
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            if (!node.getDomain().isEmpty() || !OPERATORS.contains(node.getOpType())) {
                throw operator("the operator '" + clean(node.getDomain()) + ":" + clean(node.getOpType()) + "'");
            }
            for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
                check(attribute);
            }
        }
    }

    /** Ours say a type or an axis: whole numbers. */
    private static void check(OnnxMl.AttributeProto attribute) {
        if (attribute.hasT()) {
            check(attribute.getT());
        }
        if (attribute.getType() != OnnxMl.AttributeProto.AttributeType.INT) {
            throw operator("the attribute '" + clean(attribute.getName()) + "'");
        }
    }

    private static void check(OnnxMl.TensorProto tensor) {
        if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() != OnnxMl.TensorProto.DataLocation.DEFAULT) {
            throw new RefusedModel(Reason.EXTERNAL_DATA, "the model reads files beside it");
        }
    }

    private static OnnxMl.ModelProto parsed(byte[] artifact) {
        try {
            return OnnxMl.ModelProto.parseFrom(artifact);
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedModel(Reason.UNREADABLE, "it is no ONNX artifact");
        }
    }

    private static RefusedModel operator(String what) {
        return new RefusedModel(Reason.OPERATOR, "the model has what none of ours has: " + what);
    }

    /** Names come from a file that isn't trusted, and go into the log. */
    private static String clean(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.]", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40);
    }
}
