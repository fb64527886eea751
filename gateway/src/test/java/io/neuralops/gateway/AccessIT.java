package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.models.tenant.Role;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.TokenKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: nobody without a token but programs of this machine, and nobody with a bad one. */
class AccessIT {
    private static final String RUN = "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"success\"}";

    @TempDir
    private static Path folder;

    private static TestService open;
    private static TestService closed;

    @BeforeAll
    static void start() {
        open = TestService.start(folder.resolve("open"));
        closed = TestService.start(folder.resolve("closed"), Map.of("NEURALOPS_ISSUER", "local"));
    }

    @AfterAll
    static void stop() {
        open.close();
        closed.close();
    }

    @Test
    void inLocalModeWhoeverIsOnThisMachineIsTheAdmin() {
        assertThat(open.local().get("/runs").status()).isEqualTo(200);
        open.local().post("/models/v1/activate", "").problem(404, "not_found");
        assertThat(open.local().get("/healthz").json(200).path("access").asText())
                .contains("no token is needed");
    }

    static Stream<Arguments> badTokens() throws Exception {
        String good = open.token("local", Role.ADMIN);
        String[] parts = good.split("\\.", -1);
        String publicKey =
                TokenKey.of(new FileSecrets(folder.resolve("open/keys"))).publicPem();
        return Stream.of(
                arguments("nothing", "Bearer "),
                arguments("another scheme", "Basic YTpi"),
                arguments("garbage", "Bearer garbage"),
                arguments("three dots", "Bearer a.b.c"),
                arguments(
                        "no algorithm",
                        "Bearer " + base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + "."),
                arguments("its signature cut off", "Bearer " + parts[0] + "." + parts[1] + "."),
                arguments(
                        "other claims", "Bearer " + parts[0] + "." + base64(claims("local", "admin")) + "." + parts[2]),
                arguments("the public key as a secret", "Bearer " + hmac(publicKey)),
                arguments("the public key as a secret, stripped", "Bearer " + hmac(publicKey.strip())),
                arguments("the key of another installation", "Bearer " + closed.token("local", Role.ADMIN)),
                arguments("expired", "Bearer " + expired()),
                arguments(
                        "another audience",
                        "Bearer " + minted("local", "admin", new JWTOptions().addAudience("others"))),
                arguments("another issuer", "Bearer " + minted("local", "admin", new JWTOptions().setIssuer("others"))),
                arguments("an unknown tenant", "Bearer " + open.token("nobody", Role.ADMIN)),
                arguments("a tenant that is a path", "Bearer " + minted("../local", "admin", new JWTOptions())),
                arguments("an unknown role", "Bearer " + minted("local", "root", new JWTOptions())),
                arguments("a role in capitals", "Bearer " + minted("local", "ADMIN", new JWTOptions())),
                arguments("no tenant", "Bearer " + minted(null, "admin", new JWTOptions())),
                arguments("no role", "Bearer " + minted("local", null, new JWTOptions())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsNeverNobody(String what, String header) {
        for (String path : new String[] {"/runs", "/", "/risk"}) {
            Answer answer = open.local().send(open.local().request(path).header("Authorization", header));

            assertThat(answer.problem(401, "unauthenticated")).doesNotContain("nobody");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void aMintedTokenIsTaken() {
        for (TestService service : new TestService[] {open, closed}) {
            assertThat(service.as("local", Role.VIEWER).get("/runs").status()).isEqualTo(200);
            Answer lowerCase = service.local()
                    .send(service.local()
                            .request("/runs")
                            .header("Authorization", "bearer " + service.token("local", Role.VIEWER)));
            assertThat(lowerCase.status()).isEqualTo(200);
        }
    }

    @Test
    void whereTokensAreRequiredNobodyGetsInWithoutOne() {
        closed.local().get("/runs").problem(401, "unauthenticated");
        closed.local().post("/predict", "{\"run_id\":\"r\"}").problem(401, "unauthenticated");
        closed.local().post("/runs", Caller.NDJSON, RUN).problem(401, "unauthenticated");
        closed.local().get("/").problem(401, "unauthenticated");
        for (String path : new String[] {"/healthz", "/readyz", "/metrics", "/openapi.yaml", "/docs"}) {
            assertThat(closed.local().get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(closed.local().get("/healthz").json().path("access").asText())
                .isEqualTo("a token is needed");
    }

    @Test
    void whereTheThingsAreIsOnlyToldInLocalMode() {
        JsonNode here = open.local().get("/healthz").json(200).path("parts");
        JsonNode beyond = closed.local().get("/healthz").json(200).path("parts");

        assertThat(beyond).isNotEmpty().allMatch(part -> part.asText().matches("[a-z A-Z]+"));
        assertThat(here.path("models").asText()).startsWith("local files (/");
        assertThat(beyond.path("models").asText()).isEqualTo("local files");
        assertThat(beyond.path("tokens").asText()).isEqualTo("of the local key");
    }

    @Test
    void aRoleThatIsTooLowIsToldWhichOneIsNeeded() {
        Caller viewer = open.as("local", Role.VIEWER);
        Caller operator = open.as("local", Role.OPERATOR);

        assertThat(viewer.post("/runs", RUN).problem(403, "forbidden")).contains("operator", "viewer");
        viewer.post("/runs", Caller.NDJSON, RUN).problem(403, "forbidden");
        viewer.post("/predict", "{\"run_id\":\"r\"}").problem(403, "forbidden");
        viewer.post("/signals", "{}").problem(403, "forbidden");
        viewer.post("/models/train", "{}").problem(403, "forbidden");
        assertThat(operator.post("/models/v1/activate", "").problem(403, "forbidden"))
                .contains("admin", "operator");
        assertThat(operator.post("/predict", "{\"run_id\":\"r\"}").status()).isEqualTo(200);
        assertThat(viewer.get("/predictions").json(200).path("items")).isNotEmpty();
        assertThat(viewer.get("/runs").json(200).path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example:8010",
                "Host: 127.0.0.1.nip.io",
                "Host: 10.0.0.1",
                "Host:",
                "Host: localhost\r\nOrigin: https://evil.example",
                "Host: localhost\r\nOrigin: null",
                "Host: localhost:8010\r\nOrigin: http://localhost:9999",
                "Host: localhost\r\nForwarded: for=10.0.0.1",
                "Host: localhost\r\nX-Forwarded-For: 10.0.0.1",
                "Host: localhost\r\nX-Forwarded-Host: evil.example",
                "Host: localhost\r\nx-forwarded-prefix: /a",
                "Host: localhost\r\nX-Forwarded-Ssl: on",
                "Host: localhost\r\nX-Real-IP: 10.0.0.1",
                "Host: localhost\r\nVia: 1.1 proxy"
            })
    void whatComesFromElsewhereIsRefusedInLocalMode(String headers) throws Exception {
        for (String line : new String[] {"GET /runs", "GET /", "POST /predict"}) {
            String answer =
                    RawHttp.exchange(open.url(), line + " HTTP/1.1\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"forbidden\"", "without a token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
    void programsOfThisMachineAreNot(String host) throws Exception {
        int port = URI.create(open.url()).getPort();
        String authority = host + ":" + port;
        String head = "GET /runs HTTP/1.1\r\nHost: " + authority + "\r\n";

        assertThat(RawHttp.exchange(open.url(), head + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.exchange(open.url(), head + "Origin: http://" + authority + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aTokenIsEnoughBehindAProxy() throws Exception {
        String answer = RawHttp.exchange(
                open.url(),
                "GET /runs HTTP/1.1\r\nHost: neuralops.example\r\nX-Forwarded-For: 10.0.0.1\r\nAuthorization: Bearer "
                        + open.token("local", Role.VIEWER) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void withoutAnIssuerTheServiceDoesNotListenBeyondLoopback() {
        Path home = folder.resolve("refused");
        assertThatThrownBy(() -> TestService.start(home, Map.of("NEURALOPS_BIND", "0.0.0.0")))
                .hasMessageContainingAll("NEURALOPS_BIND", "0.0.0.0", "loopback", "NEURALOPS_ISSUER=local");
        assertThat(home).doesNotExist();

        try (TestService wide =
                TestService.start(home, Map.of("NEURALOPS_BIND", "0.0.0.0", "NEURALOPS_ISSUER", "local"))) {
            assertThat(wide.as("local", Role.VIEWER).get("/runs").status()).isEqualTo(200);
        }
    }

    private static String expired() {
        long aMinuteAgo = TestService.START.minusSeconds(60).getEpochSecond();
        return signed(new JsonObject(claims("local", "admin")).put("exp", aMinuteAgo), new JWTOptions());
    }

    private static String minted(String tenant, String role, JWTOptions options) {
        return signed(new JsonObject(claims(tenant, role)), options);
    }

    private static String signed(JsonObject claims, JWTOptions options) {
        Vertx vertx = Vertx.vertx();
        try {
            JWTAuth tokens = LocalTokens.auth(vertx, new FileSecrets(folder.resolve("open/keys")));
            if (options.getIssuer() == null) {
                options.setIssuer("neuralops-local");
            }
            if (options.getAudience() == null) {
                options.addAudience("neuralops");
            }
            return tokens.generateToken(claims, options.setAlgorithm("ES256"));
        } finally {
            vertx.close().await();
        }
    }

    private static String claims(String tenant, String role) {
        JsonObject claims = new JsonObject()
                .put("sub", "mallory")
                .put("exp", TestService.START.plusSeconds(3_600).getEpochSecond());
        if (tenant != null) {
            claims.put("tenant_id", tenant);
        }
        if (role != null) {
            claims.put("role", role);
        }
        return claims.encode();
    }

    private static String hmac(String secret) throws Exception {
        String said = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + base64(new JsonObject(claims("local", "admin"))
                        .put("iss", "neuralops-local")
                        .put("aud", "neuralops")
                        .put("exp", 4_000_000_000L)
                        .encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return said + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(said.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
