package io.neuralops.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.neuralops.models.Samples;
import io.neuralops.models.onnx.RefusedModel.Reason;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ArtifactCheckTest {
    private static final byte[] OURS = OnnxGraph.write(
            Trainer.train(Replay.examples(Samples.past(3, 400), List.of())),
            Map.of("schema", "{}", "threshold", "0.5"));

    @Test
    void whatWeWritePasses() {
        assertThatCode(() -> ArtifactCheck.check(OURS)).doesNotThrowAnyException();
        assertThatCode(() -> ArtifactCheck.check(OnnxGraph.withMetadata(OURS, text -> text + " ")))
                .doesNotThrowAnyException();
    }

    @Test
    void filesBesideItAreNotRead() {
        assertThat(reason(model -> model.getGraphBuilder()
                        .getInitializerBuilder(0)
                        .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("/etc/passwd"))))
                .isEqualTo(Reason.EXTERNAL_DATA);
        assertThat(reason(model -> model.getGraphBuilder()
                        .getInitializerBuilder(0)
                        .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)))
                .isEqualTo(Reason.EXTERNAL_DATA);
        assertThat(reason(model -> attribute(
                        model,
                        OnnxMl.AttributeProto.newBuilder()
                                .setName("value")
                                .setType(OnnxMl.AttributeProto.AttributeType.TENSOR)
                                .setT(OnnxMl.TensorProto.newBuilder()
                                        .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)))))
                .isEqualTo(Reason.EXTERNAL_DATA);
    }

    @Test
    void operatorsOfOthersAreRefused() {
        assertThat(reason(model -> model.getGraphBuilder().getNodeBuilder(0).setDomain("com.example")))
                .isEqualTo(Reason.OPERATOR);
        assertThat(reason(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Loop")))
                .isEqualTo(Reason.OPERATOR);
        assertThat(reason(model -> model.addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder()
                        .setDomain("ai.onnx.contrib")
                        .setVersion(1))))
                .isEqualTo(Reason.OPERATOR);
        assertThat(reason(model -> model.getOpsetImportBuilder(0).setVersion(99)))
                .isEqualTo(Reason.OPERATOR);
        assertThat(reason(model ->
                        model.addFunctions(OnnxMl.FunctionProto.newBuilder().setName("f"))))
                .isEqualTo(Reason.OPERATOR);
        assertThat(reason(model -> model.addTrainingInfo(OnnxMl.TrainingInfoProto.newBuilder())))
                .isEqualTo(Reason.OPERATOR);
        assertThat(reason(model -> attribute(
                        model,
                        OnnxMl.AttributeProto.newBuilder()
                                .setName("body")
                                .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                                .setG(OnnxMl.GraphProto.newBuilder().setName("inner")))))
                .isEqualTo(Reason.OPERATOR);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThat(reason(model -> model.getGraphBuilder()
                        .getInitializerBuilder(0)
                        .setRawData(ByteString.copyFrom(new byte[ArtifactCheck.MAX_BYTES]))))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(model -> {
                    for (int i = 0; i < 300; i++) {
                        model.getGraphBuilder()
                                .addNode(OnnxMl.NodeProto.newBuilder().setOpType("Identity"));
                    }
                }))
                .isEqualTo(Reason.OPERATOR);
    }

    @Test
    void whatIsNoGraphIsRefused() {
        assertThat(reason("no model at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(Reason.UNREADABLE);
        assertThat(reason(new byte[0])).isEqualTo(Reason.UNREADABLE);
    }

    /** Whatever is done to the bytes, it is either refused in words or still made as ours are. */
    @Test
    void noDamageGetsFurtherThanARefusal() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(OURS, random.nextInt(OURS.length)) : OURS.clone();
            for (int flip = 0; flip < 3 && damaged.length > 0; flip++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                ArtifactCheck.check(damaged);
            } catch (RefusedModel refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private static void attribute(OnnxMl.ModelProto.Builder model, OnnxMl.AttributeProto.Builder attribute) {
        model.getGraphBuilder().getNodeBuilder(0).addAttribute(attribute);
    }

    private static Reason reason(Consumer<OnnxMl.ModelProto.Builder> change) {
        try {
            OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(OURS).toBuilder();
            change.accept(model);
            return reason(model.build().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Reason reason(byte[] artifact) {
        RefusedModel refused = catchThrowableOfType(RefusedModel.class, () -> ArtifactCheck.check(artifact));
        assertThat(refused).isNotNull();
        return refused.reason();
    }
}
