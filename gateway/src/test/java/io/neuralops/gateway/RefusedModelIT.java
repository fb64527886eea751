package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import io.neuralops.models.onnx.OnnxGraph;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.secrets.FileSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that isn't what it has to be is refused whatever else fits, and the champion goes on. */
class RefusedModelIT {
    private static final TenantId LOCAL = TenantId.LOCAL;
    private static final String PREDICT = "{\"run_id\":\"r\",\"workflow\":\"nightly\"}";

    @TempDir
    private Path home;

    @BeforeEach
    void train() {
        try (TestService service = TestService.start(home)) {
            service.local().postLines("/runs", Histories.runs(300, TestService.START.minusSeconds(60)));
            service.local().train();
            service.local().postLines("/runs", Histories.runs(320, TestService.START));
            assertThat(service.local().train()).isEqualTo("v2");
            Caller globex = service.newTenant("globex");
            globex.postLines("/runs", Histories.runs(300, TestService.START.minusSeconds(60)));
            globex.train();
            assertThat(globex.train()).isEqualTo("v2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unsigned, unsigned",
        "altered, altered",
        "altered with its checksum, bad_signature",
        "an older version of ours, bad_signature",
        "another tenant's, bad_signature",
        "signed with another key, unknown_key",
        "said to be signed in another way, algorithm",
        "external data, external_data",
        "a custom operator, operator",
        "a feature that is no longer there, schema",
        "too large, too_large",
        "no file, missing"
    })
    void itIsRefusedAndTheChampionGoesOn(String attack, String reason) throws Exception {
        attack(attack);
        try (TestService service = TestService.start(home)) {
            Caller caller = service.local();
            assertThat(predictedBy(caller)).isEqualTo("v1");

            assertThat(caller.post("/models/v2/activate", "{\"force\":true}").problem(503, "unavailable"))
                    .contains("v2", reason);

            assertThat(predictedBy(caller)).isEqualTo("v1");
            assertThat(caller.get("/models/v1").json(200).path("active").asBoolean())
                    .isTrue();
            assertThat(caller.get("/metrics").body()).contains("models_refused_total{reason=\"" + reason + "\"} 1.0");
        }
    }

    @Test
    void whatIsSignedAsItShouldIsServed() throws Exception {
        replace(OnnxGraph.withMetadata(file("v2"), text -> text), home.resolve("keys"));
        try (TestService service = TestService.start(home)) {
            service.local().post("/models/v2/activate", "{\"force\":true}").json(200);
            assertThat(predictedBy(service.local())).isEqualTo("v2");
        }
    }

    private static String predictedBy(Caller caller) {
        return caller.post("/predict", PREDICT).json(200).path("model_version").asText();
    }

    private void attack(String attack) throws Exception {
        byte[] artifact = file("v2");
        Path keys = home.resolve("keys");
        switch (attack) {
            case "unsigned" -> set("signature", null);
            case "altered" -> write(altered(artifact));
            case "altered with its checksum" -> {
                write(altered(artifact));
                set("checksum", checksum(altered(artifact)));
            }
            case "an older version of ours" -> copy("local", "v1");
            case "another tenant's" -> copy("globex", "v2");
            case "signed with another key" -> replace(artifact, home.resolve("others"));
            case "said to be signed in another way" ->
                set("signature", get("local", "v2", "signature").replace("Ed25519", "RSASSA-PSS"));
            case "external data" -> {
                OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(artifact).toBuilder();
                model.getGraphBuilder()
                        .getInitializerBuilder(0)
                        .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("../../keys/report-signing.key"));
                replace(model.build().toByteArray(), keys);
            }
            case "a custom operator" -> {
                OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(artifact).toBuilder();
                model.getGraphBuilder().getNodeBuilder(0).setDomain("com.example");
                replace(model.build().toByteArray(), keys);
            }
            case "a feature that is no longer there" ->
                replace(OnnxGraph.withMetadata(artifact, text -> text.replace("recent_rate", "rate_of_old")), keys);
            case "too large" -> write(new byte[17 << 20]);
            case "no file" -> Files.delete(path("local", "v2"));
            default -> throw new IllegalArgumentException(attack);
        }
    }

    /** As somebody would who may do everything: another artifact with its checksum and a signature. */
    private void replace(byte[] artifact, Path keys) throws Exception {
        write(artifact);
        String checksum = checksum(artifact);
        set("checksum", checksum);
        set(
                "signature",
                new ModelSeals(new FileSecrets(keys).signer(), new Json()).sign(new ModelSeal(LOCAL, "v2", checksum)));
    }

    private void copy(String tenant, String version) throws Exception {
        write(Files.readAllBytes(path(tenant, version)));
        set("checksum", get(tenant, version, "checksum"));
        set("signature", get(tenant, version, "signature"));
    }

    private static byte[] altered(byte[] artifact) {
        byte[] altered = artifact.clone();
        altered[altered.length / 2] ^= 1;
        return altered;
    }

    private Path path(String tenant, String version) {
        return home.resolve("models").resolve(tenant).resolve(version + ".onnx");
    }

    private byte[] file(String version) throws Exception {
        return Files.readAllBytes(path("local", version));
    }

    private void write(byte[] artifact) throws Exception {
        Files.write(path("local", "v2"), artifact);
    }

    private void set(String column, @Nullable String value) throws Exception {
        try (Connection connection = open("local");
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE model_versions SET " + column + " = ? WHERE version = 'v2'")) {
            update.setString(1, value);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private String get(String tenant, String version, String column) throws Exception {
        try (Connection connection = open(tenant);
                PreparedStatement query =
                        connection.prepareStatement("SELECT " + column + " FROM model_versions WHERE version = ?")) {
            query.setString(1, version);
            var rows = query.executeQuery();
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private Connection open(String tenant) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("tenants/" + tenant + ".db"));
    }

    private static String checksum(byte[] artifact) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(artifact));
    }
}
