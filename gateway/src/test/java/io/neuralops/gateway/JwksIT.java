package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Role;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose tokens come from an issuer that publishes its keys. */
class JwksIT {
    private static final String ISSUER = "https://issuer.test/realm";
    private static final IssuerKey EC = IssuerKey.es256("ec");
    private static final IssuerKey ED = IssuerKey.edDsa("ed");
    private static final IssuerKey RSA = IssuerKey.rs256("rsa", 2048);

    @TempDir
    private Path home;

    private JwksServer issuer;
    private TestService service;

    @BeforeEach
    void start() {
        issuer = new JwksServer();
        issuer.serve(IssuerKey.set(EC, ED, RSA));
        service = service(issuer.url());
    }

    @AfterEach
    void stop() {
        service.close();
        issuer.close();
    }

    @Test
    void tokensOfTheIssuerAreTakenAndSayWhatTheirRoleMayDo() {
        for (IssuerKey key : new IssuerKey[] {EC, ED, RSA}) {
            Caller viewer = caller(key, claims().put("role", "viewer"));

            assertThat(viewer.get("/runs").status()).as(key.algorithm()).isEqualTo(200);
            viewer.post("/predict", "{\"run_id\":\"r\"}").problem(403, "forbidden");
            assertThat(caller(key, claims())
                            .post("/predict", "{\"run_id\":\"r\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(issuer.requests()).isEqualTo(1);
        assertThat(service.local()
                        .get("/readyz")
                        .json(200)
                        .path("checks")
                        .path("keys")
                        .asText())
                .isEqualTo("ok");
    }

    @Test
    void aConnectionToTheBridgeEndsWhenTheKeyOfItsTokenIsGone() {
        try (BusClient client = BusClient.open(service.url(), EC.sign(claims()));
                BusClient stays = BusClient.open(service.url(), ED.sign(claims()))) {
            client.register("insight.local.run");
            issuer.serve(IssuerKey.set(ED));
            service.clock().advance(Duration.ofMinutes(3));

            assertThat(client.closed()).startsWith("4401 ").contains("key");
            assertThat(stays.call("listRuns", "{}").path("type").asText()).isEqualTo("rec");
        }
    }

    @Test
    void othersAreNot() {
        service.local().get("/runs").problem(401, "unauthenticated");
        List<JsonObject> bad = List.of(
                claims().put("aud", "others"),
                claims().put("iss", "https://elsewhere.test"),
                claims().put("exp", TestService.START.getEpochSecond()),
                claims().put("nbf", TestService.START.plusSeconds(60).getEpochSecond()),
                claims().put("tenant_id", "nobody"),
                claims().put("role", "Admin"));
        for (JsonObject claims : bad) {
            assertThat(caller(EC, claims).get("/runs").problem(401, "unauthenticated"))
                    .startsWith("the token is not valid");
        }
    }

    @Test
    void aTenantThatIsNoneIsNobodyHoweverItIsWritten() {
        List<String> hostile = List.of(
                "",
                " ",
                "LOCAL",
                "local ",
                "local\0",
                "a\"; drop schema public cascade; --",
                "../x",
                "../local",
                "pg_catalog",
                "information_schema",
                "public",
                "loc\u0430l", // a Cyrillic a
                "\uff4cocal", // a full-width l
                "loca\u0301l",
                "a".repeat(4_000));
        for (String tenant : hostile) {
            Caller nobody = caller(EC, claims().put("tenant_id", tenant));
            assertThat(nobody.get("/runs").problem(401, "unauthenticated")).startsWith("the token is not valid");
            nobody.post("/predict", "{\"run_id\":\"r\"}").problem(401, "unauthenticated");
        }
        assertThat(caller(EC, claims().put("tenant_id", "a".repeat(65_536)))
                        .get("/runs")
                        .status())
                .as("longer than a head may be")
                .isEqualTo(431);
    }

    /** Whichever of them is the good one. */
    @Test
    void aTokenThatNamesTwoTenantsIsNobodys() {
        JsonObject header = new JsonObject().put("alg", "ES256").put("kid", "ec");
        for (String twice : List.of(
                claims().encode().replace("\"tenant_id\"", "\"tenant_id\":\"platform\",\"tenant_id\""),
                claims().encode().replaceFirst("}$", ",\"tenant_id\":\"platform\"}"),
                claims().encode().replaceFirst("}$", ",\"tenant_id\":\"local\"}"),
                claims().encode().replaceFirst("}$", ",\"tenant\\\\u005fid\":\"platform\"}"))) {
            Caller caller = new Caller(service.url(), EC.sign(header, twice));

            assertThat(caller.get("/runs").problem(401, "unauthenticated")).contains("twice");
            caller.get("/tenants").problem(401, "unauthenticated");
        }
    }

    @Test
    void anUnknownKeyIsLookedForOnceHoweverManyAskAndThenWorks() {
        IssuerKey next = IssuerKey.es256("next");
        CountDownLatch gate = new CountDownLatch(1);
        issuer.serve(IssuerKey.set(EC, next));
        issuer.hold(gate);

        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(caller(next, claims()).postLater("/predict", "{\"run_id\":\"r" + i + "\"}"));
        }
        Await.until("the issuer to be asked", () -> issuer.requests() == 2);
        gate.countDown();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        caller(IssuerKey.es256("made up"), claims()).get("/runs").problem(401, "unauthenticated");
        assertThat(issuer.requests()).isEqualTo(2);
    }

    @Test
    void aKeyThatDisappearedStopsWorkingThoughItsTokensWereChecked() {
        Caller ec = caller(EC, claims());
        Caller ed = caller(ED, claims());
        assertThat(ec.get("/runs").status()).isEqualTo(200);

        issuer.serve(IssuerKey.set(ED));
        service.clock().advance(Duration.ofMinutes(2));

        Await.until("the key to be gone", () -> ec.get("/runs").status() == 401);
        assertThat(ed.get("/runs").status()).isEqualTo(200);
    }

    @Test
    void aBrokenKeySetLeavesTheKeys() {
        issuer.serve("<html>");
        service.clock().advance(Duration.ofMinutes(2));

        Await.until("the issuer to be asked again", () -> issuer.requests() >= 2);

        assertThat(caller(EC, claims()).get("/runs").status()).isEqualTo(200);
    }

    @Test
    void whileThereAreNoKeysTokensWaitAndThenWork() {
        issuer.close();
        int port = URI.create(issuer.url()).getPort();
        try (TestService early = service(home.resolve("early"), issuer.url())) {
            Caller caller = new Caller(early.url(), EC.sign(claims()));

            Answer answer = caller.get("/runs");
            answer.problem(503, "unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(early.local().get("/healthz").status()).isEqualTo(200);
            assertThat(early.local().get("/readyz").status()).isEqualTo(503);
            early.local().get("/runs").problem(401, "unauthenticated");

            try (JwksServer late = new JwksServer(port)) {
                late.serve(IssuerKey.set(EC));
                early.clock().advance(Duration.ofSeconds(5));
                Await.until("the keys", () -> caller.get("/runs").status() == 200);
                Await.until("it to be ready", () -> early.local().get("/readyz").status() == 200);
            }
        }
    }

    @Test
    void theKeysMayBeInAFile() throws Exception {
        Path file = home.resolve("keys.json");
        Files.writeString(file, IssuerKey.set(RSA));
        try (TestService other = service(home.resolve("file"), file.toString())) {
            assertThat(new Caller(other.url(), RSA.sign(claims())).get("/runs").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theLocalKeyServesProgramsOfThisMachineOnly() throws Exception {
        Caller commandLine = service.as("local", Role.ADMIN);
        assertThat(commandLine.get("/runs").status()).isEqualTo(200);

        String proxied = RawHttp.exchange(
                service.url(),
                "GET /runs HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.0.1\r\nAuthorization: Bearer "
                        + service.token("local", Role.ADMIN) + "\r\n\r\n");
        assertThat(proxied).startsWith("HTTP/1.1 401");
    }

    private TestService service(String jwks) {
        return service(home.resolve("home"), jwks);
    }

    private static TestService service(Path folder, String jwks) {
        return TestService.start(
                folder,
                Map.of("NEURALOPS_ISSUER", ISSUER, "NEURALOPS_JWKS", jwks, "NEURALOPS_AUDIENCE", "https://api.test"));
    }

    private Caller caller(IssuerKey key, JsonObject claims) {
        return new Caller(service.url(), key.sign(claims));
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", ISSUER)
                .put("aud", "https://api.test")
                .put("exp", TestService.START.plusSeconds(3_600).getEpochSecond())
                .put("tenant_id", "local")
                .put("role", "operator");
    }
}
