package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.neuralops.gateway.auth.TokenInputs;
import io.neuralops.gateway.bridge.FrameInputs;
import io.neuralops.gateway.http.BodyInputs;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.analytics.CostSettings.SettleCost;
import io.neuralops.verticles.analytics.CostSettings.ShowCost;
import io.neuralops.verticles.analytics.ReportIncidents;
import io.neuralops.verticles.analytics.ReportOverview;
import io.neuralops.verticles.analytics.ReportTenant;
import io.neuralops.verticles.erasure.ForgetPerson;
import io.neuralops.verticles.export.CancelExport;
import io.neuralops.verticles.export.GetExport;
import io.neuralops.verticles.export.ListExports;
import io.neuralops.verticles.export.StartExport;
import io.neuralops.verticles.insight.ListIncidents;
import io.neuralops.verticles.insight.ListRuns;
import io.neuralops.verticles.insight.RecordIncident;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RecordSignal;
import io.neuralops.verticles.isolation.ProveIsolation;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.DescribeModel;
import io.neuralops.verticles.prediction.GetPrediction;
import io.neuralops.verticles.prediction.ListPredictions;
import io.neuralops.verticles.prediction.Predict;
import io.neuralops.verticles.prediction.RankRisk;
import io.neuralops.verticles.profiler.ListPerf;
import io.neuralops.verticles.profiler.MergePerf;
import io.neuralops.verticles.profiler.importing.ImportMetrics;
import io.neuralops.verticles.profiler.importing.RecordWindow;
import io.neuralops.verticles.quality.GiveFeedback;
import io.neuralops.verticles.rollup.VerifyRollups;
import io.neuralops.verticles.safety.SettleSafety;
import io.neuralops.verticles.safety.ShowSafety;
import io.neuralops.verticles.secrets.RotateKey;
import io.neuralops.verticles.tenancy.GetTenant;
import io.neuralops.verticles.tenancy.ListTenants;
import io.neuralops.verticles.tenancy.OffboardTenant;
import io.neuralops.verticles.tenancy.OnboardTenant;
import io.neuralops.verticles.tenancy.SettleRetention;
import io.neuralops.verticles.tenancy.SettleSharing;
import io.neuralops.verticles.tenancy.ShowSharing;
import io.neuralops.verticles.training.ActivateModel;
import io.neuralops.verticles.training.CancelJob;
import io.neuralops.verticles.training.GetJob;
import io.neuralops.verticles.training.ListJobs;
import io.neuralops.verticles.training.ListModels;
import io.neuralops.verticles.training.NamedModel;
import io.neuralops.verticles.training.RollBack;
import io.neuralops.verticles.training.Train;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whatever the bytes are: each decoder of the HTTP edge gives a value, or the failure that callers are told of. The first byte
 * chooses the decoder. {@code mvn verify} has it fuzzed for a while; without {@code JAZZER_FUZZ} it goes through its seeds.
 */
class HttpInputsFuzzTest {
    /** The inputs of all operations; {@link HttpInputsMutationTest} holds that none is missing. */
    static final List<Class<?>> COMMANDS = List.of(
            Predict.class,
            RecordRun.class,
            RecordSignal.class,
            RecordIncident.class,
            ListIncidents.class,
            ReportIncidents.class,
            ReportOverview.class,
            ReportTenant.class,
            VerifyRollups.class,
            ShowCost.class,
            SettleCost.class,
            RecordWindow.class,
            ListPerf.class,
            MergePerf.class,
            Train.class,
            NamedModel.class,
            DescribeModel.class,
            ListPredictions.class,
            GetPrediction.class,
            ListRuns.class,
            RankRisk.class,
            GetJob.class,
            ListJobs.class,
            CancelJob.class,
            ListModels.class,
            OnboardTenant.class,
            ListTenants.class,
            GetTenant.class,
            OffboardTenant.class,
            ProveIsolation.class,
            RotateKey.class,
            SettleRetention.class,
            ForgetPerson.class,
            ActivateModel.class,
            RollBack.class,
            ShowSafety.class,
            SettleSafety.class,
            ShowSharing.class,
            SettleSharing.class,
            GiveFeedback.class,
            StartExport.class,
            ListExports.class,
            GetExport.class,
            CancelExport.class);

    private static final Decoder DECODER = new Decoder(new Json());
    private static final Decoder BY_HAND = new Decoder(new Json(), List.of(Predict.PLAIN));
    private static final List<Consumer<byte[]>> INPUTS = inputs();

    @FuzzTest(maxDuration = "15s")
    void everyInput(byte[] bytes) {
        if (bytes.length > 0) {
            feed(bytes[0] & 0xff, Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    static int count() {
        return INPUTS.size();
    }

    static void feed(int which, byte[] input) {
        try {
            INPUTS.get(which % INPUTS.size()).accept(input);
        } catch (FailureException e) {
            assertThat(e.failure())
                    .isInstanceOfAny(
                            Failure.Malformed.class,
                            Failure.Invalid.class,
                            Failure.TooLarge.class,
                            Failure.NotFound.class);
            assertThat(e.failure().detail()).isNotBlank();
        }
    }

    private static List<Consumer<byte[]>> inputs() {
        List<Consumer<byte[]>> inputs = new ArrayList<>();
        for (Class<?> command : COMMANDS) {
            inputs.add(
                    bytes -> assertThat((Object) DECODER.decode(command, bytes)).isNotNull());
            inputs.add(bytes -> DECODER.decode(command, bytes, Map.of("version", "v1")));
            inputs.add(bytes -> DECODER.decode(command, query(bytes)));
        }
        inputs.add(bytes -> DECODER.decode(ImportMetrics.class, query(bytes)));
        inputs.add(HttpInputsFuzzTest::question);
        inputs.add(bytes -> array(RecordRun.class, bytes));
        inputs.add(bytes -> array(Predict.class, bytes));
        inputs.add(bytes -> Cursor.paging(TenantId.LOCAL, 1, new String(bytes, ISO_8859_1)));
        inputs.add(TokenInputs::token);
        inputs.add(TokenInputs::keySet);
        inputs.add(FrameInputs::read);
        inputs.add(BodyInputs::lines);
        inputs.add(BodyInputs::gzip);
        inputs.add(BodyInputs::requestName);
        return inputs;
    }

    /** What is read by hand is what the mapper reads. */
    private static void question(byte[] bytes) {
        Predict read = BY_HAND.decode(Predict.class, bytes);
        assertThat(read).isEqualTo(DECODER.decode(Predict.class, bytes));
    }

    private static void array(Class<?> command, byte[] bytes) {
        for (ItemOutcome<?> outcome : DECODER.decodeArray(command, bytes, 16)) {
            assertThat(outcome).isNotNull();
        }
    }

    private static Map<String, String> query(byte[] bytes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : new String(bytes, UTF_8).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }
}
