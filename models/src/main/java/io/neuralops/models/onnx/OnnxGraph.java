package io.neuralops.models.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.Transform;
import io.neuralops.models.train.LinearModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes a linear model as an ONNX graph that does everything after the raw vector: transforms, standardises, weighs, adds
 * up. The contributions are an output of their own, so that an explanation comes from the bytes that scored.
 *
 * <pre>  X[N,F] -> transform -> (t - mean) / scale -> 0 where missing, clipped -> * w = contributions[N,F]
 *  contributions -> sum + bias -> sigmoid = probability[N]</pre>
 *
 * <p>Columns differ in their transform, so each transform is computed for all and chosen by a mask. F is small; what that
 * wastes is less than the cost of one more call.
 */
public final class OnnxGraph {
    /** Name of the input: raw vectors, {@code float[N,F]}; NaN where a value is missing. */
    public static final String INPUT = "X";

    /** Name of the output {@code float[N]}. */
    public static final String PROBABILITY = "probability";

    /** Name of the output {@code float[N,F]}: what each input adds to the log-odds. */
    public static final String CONTRIBUTIONS = "contributions";

    private static final int OPSET = 13;
    private static final int IR_VERSION = 7;

    private final LinearModel model;
    private final List<Column> columns;
    private final ONNXContext context = new ONNXContext();

    private OnnxGraph(LinearModel model) {
        this.model = model;
        this.columns = model.schema().columns();
    }

    /**
     * The artifact's bytes; equal models give equal bytes.
     *
     * @param metadata texts to carry inside the artifact, such as the schema
     */
    public static byte[] write(LinearModel model, Map<String, String> metadata) {
        OnnxMl.ModelProto.Builder proto = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("neuralops")
                .setGraph(new OnnxGraph(model).build())
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET));
        new TreeMap<>(metadata)
                .forEach((key, value) -> proto.addMetadataProps(
                        OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return proto.build().toByteArray();
    }

    /** The artifact with its metadata's texts rewritten, and nothing else. */
    public static byte[] withMetadata(byte[] artifact, UnaryOperator<String> rewriting) {
        try {
            OnnxMl.ModelProto.Builder proto = OnnxMl.ModelProto.parseFrom(artifact).toBuilder();
            proto.getMetadataPropsBuilderList().forEach(text -> text.setValue(rewriting.apply(text.getValue())));
            return proto.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("it is no ONNX artifact", e);
        }
    }

    private OnnxMl.GraphProto build() {
        context.setName("failure");
        // In 64 bits: of a large value that hardly varies, 32 leave nothing once the mean is taken off.
        ONNXNode x = context.floatInput(INPUT, columns.size()).cast(double.class);
        ONNXNode standardised = transformed(x)
                .apply(ONNXOperators.SUB, perColumn("mean", Column::mean))
                .apply(ONNXOperators.DIV, perColumn("scale", Column::scale));
        ONNXNode clipped = context.operation(
                GraphOperator.CLIP,
                List.<ONNXRef<?>>of(standardised, scalar("lowest", -Column.MAX_Z), scalar("highest", Column.MAX_Z)),
                "clipped");
        ONNXNode contributions = where(x.apply(GraphOperator.IS_NAN), scalar("nothing", 0), clipped)
                .apply(ONNXOperators.MUL, context.array("weight", model.weights(), false));
        ONNXNode logit = context.operation(
                        ONNXOperators.REDUCE_SUM,
                        List.<ONNXRef<?>>of(contributions, context.array("columns_axis", new long[] {1})),
                        "sum",
                        Map.of("keepdims", 0))
                .apply(ONNXOperators.ADD, context.array("bias", new double[] {model.bias()}, false));
        ONNXNode probability = logit.apply(ONNXOperators.SIGMOID);
        return withOutputs(probability.cast(float.class), contributions.cast(float.class));
    }

    private ONNXNode transformed(ONNXNode x) {
        ONNXNode log = x.apply(GraphOperator.ABS)
                .apply(ONNXOperators.ADD, scalar("one", 1))
                .apply(GraphOperator.LOG)
                .apply(ONNXOperators.MUL, x.apply(GraphOperator.SIGN));
        ONNXNode isRate = mask("is_rate", Transform.LOGIT);
        // Columns that aren't rates get one half, whose log-odds are harmless.
        ONNXNode rate = where(isRate, x, scalar("half", 0.5));
        ONNXNode logit = rate.apply(ONNXOperators.DIV, scalar("whole", 1).apply(ONNXOperators.SUB, rate))
                .apply(GraphOperator.LOG);
        return where(isRate, logit, where(mask("is_size", Transform.LOG1P), log, x));
    }

    private ONNXNode mask(String name, Transform transform) {
        return perColumn(name, c -> c.transform() == transform ? 1 : 0)
                .apply(ONNXOperators.GREATER, scalar("middle", 0.5));
    }

    private ONNXNode where(ONNXRef<?> condition, ONNXRef<?> then, ONNXRef<?> otherwise) {
        return context.operation(ONNXOperators.WHERE, List.<ONNXRef<?>>of(condition, then, otherwise), "where");
    }

    private ONNXInitializer perColumn(String name, ToDoubleFunction<Column> value) {
        return context.array(name, columns.stream().mapToDouble(value).toArray(), false);
    }

    /** A number that a float holds exactly; Tribuo has no scalars of 64 bits. */
    private ONNXNode scalar(String name, double value) {
        return context.constant(name, (float) value).cast(double.class);
    }

    /** Tribuo's outputs are matrices; ours are a vector and a matrix, so they are added here. */
    private OnnxMl.GraphProto withOutputs(ONNXNode probability, ONNXNode contributions) {
        OnnxMl.GraphProto.Builder graph = context.buildGraph().toBuilder();
        graph.addNode(identity(probability, PROBABILITY)).addNode(identity(contributions, CONTRIBUTIONS));
        OnnxMl.TensorShapeProto.Builder rows =
                OnnxMl.TensorShapeProto.newBuilder().addDim(dimension().setDimParam("batch"));
        graph.addOutput(output(PROBABILITY, rows.build()));
        graph.addOutput(output(
                CONTRIBUTIONS,
                rows.addDim(dimension().setDimValue(columns.size())).build()));
        return graph.build();
    }

    private static OnnxMl.NodeProto identity(ONNXNode from, String to) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType("Identity")
                .setName("output_" + to)
                .addInput(from.getReference())
                .addOutput(to)
                .build();
    }

    private static OnnxMl.TensorShapeProto.Dimension.Builder dimension() {
        return OnnxMl.TensorShapeProto.Dimension.newBuilder();
    }

    private static OnnxMl.ValueInfoProto output(String name, OnnxMl.TensorShapeProto shape) {
        OnnxMl.TypeProto.Tensor tensor = OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
