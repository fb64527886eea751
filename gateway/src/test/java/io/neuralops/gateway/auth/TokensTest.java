package io.neuralops.gateway.auth;

import static io.neuralops.gateway.TestService.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.neuralops.gateway.IssuerKey;
import io.neuralops.gateway.SettableClock;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens hold, and for how long. */
class TokensTest {
    private static final int REMEMBERED = 50;
    private static final String ISSUER = "https://issuer.test";
    private static final Vertx VERTX = Vertx.vertx();
    private static final Json JSON = new Json();
    private static final IssuerKey EC = IssuerKey.es256("ec");
    private static final IssuerKey ED = IssuerKey.edDsa("ed");
    private static final IssuerKey RSA = IssuerKey.rs256("rsa", 2048);
    private static final IssuerKey SHORT_RSA = IssuerKey.rs256("short", 1024);
    private static final IssuerKey STRANGER = IssuerKey.es256("ec");

    private final SettableClock clock = new SettableClock(START);
    private Set<TenantId> tenants = Set.of(new TenantId("acme"));
    private KeySet keys = keySet(IssuerKey.set(EC, ED, RSA, SHORT_RSA));
    private Tokens tokens;

    @BeforeEach
    void make() {
        TokenKeys source = new TokenKeys() {
            @Override
            public KeySet current() {
                return keys;
            }

            @Override
            public Future<KeySet> forToken(SignedToken token) {
                return Future.succeededFuture(keys);
            }
        };
        TokenIssuer issuer = new TokenIssuer(ISSUER, "neuralops", false, source);
        tokens = new Tokens(
                name -> Optional.of(issuer).filter(one -> one.name().equals(name)),
                new KnownTenants(() -> Future.succeededFuture(tenants), clock),
                clock,
                JSON,
                REMEMBERED);
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    static Stream<IssuerKey> goodKeys() {
        return Stream.of(EC, ED, RSA);
    }

    @ParameterizedTest
    @MethodSource("goodKeys")
    void aGoodTokenSaysWhoItIs(IssuerKey key) {
        AcceptedToken accepted = check(key.sign(claims())).result();

        assertThat(accepted.principal()).isEqualTo(new Principal(new TenantId("acme"), Role.OPERATOR, "alice"));
    }

    @Test
    void aTokenMayLeaveOutItsKeyAndNameSeveralAudiencesAndFractionsOfSeconds() {
        JsonObject header = new JsonObject().put("alg", "ES256");
        JsonObject several = claims().put("aud", new JsonArray().add("others").add("neuralops"));

        assertThat(check(EC.sign(header, claims().encode())).succeeded()).isTrue();
        assertThat(check(EC.sign(several)).succeeded()).isTrue();
        assertThat(check(EC.sign(claims().put("exp", seconds(60) + 0.5))).succeeded())
                .isTrue();
    }

    static Stream<Arguments> badTokens() throws Exception {
        JsonObject ec = new JsonObject().put("alg", "ES256").put("kid", "ec");
        String good = EC.sign(claims());
        String[] parts = good.split("\\.", -1);
        String none = text("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        return Stream.of(
                arguments("nothing", "", "three parts"),
                arguments("garbage", "garbage", "three parts"),
                arguments("three words", "a.b.c", "base64url"),
                arguments("not base64", "%.b.c", "base64url"),
                arguments("padded", parts[0] + "=." + parts[1] + "." + parts[2], "padded"),
                arguments("dots at the end", good + "..", "three parts"),
                arguments("no signature", parts[0] + "." + parts[1], "three parts"),
                arguments("an empty signature", parts[0] + "." + parts[1] + ".", "signature"),
                arguments("half a signature", good.substring(0, good.length() - 20), "signature"),
                arguments("another's signature", STRANGER.sign(claims()), "signature"),
                arguments(
                        "other claims",
                        parts[0] + "." + text(claims().put("role", "admin").encode()) + "." + parts[2],
                        "signature"),
                arguments("alg none", none, "algorithm"),
                arguments(
                        "alg none, signed",
                        EC.sign(new JsonObject().put("alg", "none"), claims().encode()),
                        "algorithm"),
                arguments(
                        "alg in lower case",
                        EC.sign(new JsonObject().put("alg", "es256"), claims().encode()),
                        "algorithm"),
                arguments("no alg", EC.sign(new JsonObject(), claims().encode()), "algorithm"),
                arguments(
                        "HS256 with the public key", hmac(RSA.pair().getPublic().getEncoded()), "algorithm"),
                arguments(
                        "HS256 with the public key as text",
                        hmac(RSA.jwk().encode().getBytes(StandardCharsets.UTF_8)),
                        "algorithm"),
                arguments(
                        "a key of another kind",
                        EC.sign(new JsonObject().put("alg", "EdDSA").put("kid", "ec"), claims().encode()),
                        "key"),
                arguments("a key of 1024 bits", SHORT_RSA.sign(claims()), "key"),
                arguments("an unknown key", IssuerKey.es256("other").sign(claims()), "key"),
                arguments("a kid that is no text", EC.sign(ec.copy().put("kid", 1), claims().encode()), "kid"),
                arguments(
                        "a crit header",
                        EC.sign(ec.copy().put("crit", new JsonArray().add("exp")), claims().encode()),
                        "crit"),
                arguments("oversized", EC.sign(claims().put("more", "x".repeat(8_192))), "longer"),
                arguments(
                        "two tenants",
                        EC.sign(
                                ec,
                                "{\"tenant_id\":\"acme\"," + claims().encode().substring(1)),
                        "twice"),
                arguments(
                        "two tenants, one with an escape",
                        EC.sign(
                                ec,
                                "{\"tenant\\u005fid\":\"acme\","
                                        + claims().encode().substring(1)),
                        "twice"),
                arguments("a header that is no JSON", text("{") + "." + parts[1] + "." + parts[2], "JSON"),
                arguments("claims that are no object", EC.sign(ec, "[]"), "object"),
                arguments("claims with something after them", EC.sign(ec, claims().encode() + "{}"), "JSON"),
                arguments("expired", EC.sign(claims().put("exp", seconds(0))), "expired"),
                arguments("no end", EC.sign(without("exp")), "exp"),
                arguments("an end that is a text", EC.sign(claims().put("exp", "" + seconds(60))), "exp"),
                arguments("an end beyond all time", EC.sign(claims().put("exp", 1e300)), "exp"),
                arguments("not yet valid", EC.sign(claims().put("nbf", seconds(60))), "yet"),
                arguments("another audience", EC.sign(claims().put("aud", "others")), "audience"),
                arguments("no audience", EC.sign(without("aud")), "audience"),
                arguments("an audience that is a number", EC.sign(claims().put("aud", 1)), "audience"),
                arguments("another issuer", EC.sign(claims().put("iss", ISSUER + "/")), "issuer"),
                arguments("no issuer", EC.sign(without("iss")), "issuer"),
                arguments("an unknown tenant", EC.sign(claims().put("tenant_id", "nobody")), "tenant"),
                arguments("a tenant that is a path", EC.sign(claims().put("tenant_id", "../acme")), "tenant_id"),
                arguments(
                        "a tenant that is a list",
                        EC.sign(claims().put("tenant_id", new JsonArray().add("acme"))),
                        "tenant_id"),
                arguments("no tenant", EC.sign(without("tenant_id")), "tenant_id"),
                arguments("a role in capitals", EC.sign(claims().put("role", "OPERATOR")), "role"),
                arguments("a role with a blank", EC.sign(claims().put("role", "operator ")), "role"),
                arguments("no role", EC.sign(without("role")), "role"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsRefusedWithAReason(String what, String token, String reason) {
        for (int time = 0; time < 2; time++) {
            assertThat(refusal(token)).isInstanceOf(Failure.Unauthenticated.class);
            assertThat(refusal(token).detail()).contains(reason).doesNotContain("nobody", "../acme");
        }
    }

    @Test
    void withoutAnyKeyNothingHoldsNotEvenWhatNobodySigned() {
        keys = keySet("{\"keys\":[]}");

        assertThat(refusal(EC.sign(claims())).detail()).contains("key");
        assertThat(check(text("{\"alg\":\"none\"}") + "." + text(claims().encode()))
                        .failed())
                .isTrue();
    }

    @Test
    void aCheckedTokenIsAnsweredAtOnceUntilItEndsAndNotLonger() {
        String token = EC.sign(claims().put("exp", seconds(60)));
        AcceptedToken first = check(token).result();

        clock.set(START.plusSeconds(60).minusMillis(1));
        assertThat(check(token)).isSameAs(check(token));
        assertThat(check(token).result()).isSameAs(first);
        clock.set(START.plusSeconds(60));
        assertThat(refusal(token).detail()).contains("expired");
    }

    @Test
    void aCheckedTokenIsCheckedAnewWhenTheKeysChange() {
        String token = EC.sign(claims());
        assertThat(check(token).succeeded()).isTrue();

        keys = keySet(IssuerKey.set(ED));

        assertThat(refusal(token).detail()).contains("key");
    }

    @Test
    void aTenantThatIsMadeLaterIsFound() {
        String token = EC.sign(claims().put("tenant_id", "later"));
        assertThat(check(token).failed()).isTrue();

        tenants = Set.of(new TenantId("later"));
        clock.advance(Duration.ofSeconds(2));

        assertThat(check(token).succeeded()).isTrue();
    }

    @Test
    void whatIsNotABearerTokenIsRefused() {
        String token = EC.sign(claims());

        for (String header : List.of("", "Bearer", "Basic " + token, token)) {
            Future<AcceptedToken> answer = tokens.check(header);
            assertThat(answer.cause())
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            e -> assertThat(e.failure()).isInstanceOf(Failure.Unauthenticated.class));
        }
        assertThat(tokens.check("bearer  " + token).succeeded()).isTrue();
    }

    @Test
    void onlySoManyTokensAreRememberedAndOthersAreCheckedAnew() {
        List<String> all = IntStream.range(0, 10 * REMEMBERED)
                .mapToObj(i -> EC.sign(claims().put("sub", "caller-" + i)))
                .toList();

        all.forEach(token -> assertThat(check(token).succeeded()).isTrue());

        assertThat(tokens.remembered()).isBetween(1L, (long) REMEMBERED);
        all.forEach(token -> assertThat(check(token).succeeded()).isTrue());
        assertThat(tokens.remembered()).isBetween(1L, (long) REMEMBERED);
        assertThat(Tokens.REMEMBERED).as("of a service").isLessThanOrEqualTo(10_000);
    }

    @Test
    void whatWasRefusedOrIsWrittenUnusuallyIsNotRemembered() {
        check(STRANGER.sign(claims()));
        tokens.check("Bearer   " + EC.sign(claims()));

        assertThat(tokens.remembered()).isZero();
    }

    private Future<AcceptedToken> check(String token) {
        Future<AcceptedToken> answer = tokens.check("Bearer " + token);
        assertThat(answer.isComplete()).isTrue();
        return answer;
    }

    private Failure refusal(String token) {
        Throwable cause = check(token).cause();
        assertThat(cause).isInstanceOf(FailureException.class);
        return ((FailureException) cause).failure();
    }

    private static KeySet keySet(String jwks) {
        List<VerificationKey> keys = new JwksReader(JSON).read(Buffer.buffer(jwks));
        return new KeySet(VERTX, ISSUER, "neuralops", keys);
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", ISSUER)
                .put("aud", "neuralops")
                .put("sub", "alice")
                .put("exp", seconds(3_600))
                .put("nbf", seconds(5))
                .put("tenant_id", "acme")
                .put("role", "operator");
    }

    private static JsonObject without(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static long seconds(long fromNow) {
        Instant time = START.plusSeconds(fromNow);
        return time.getEpochSecond();
    }

    private static String hmac(byte[] secret) throws Exception {
        String said = text("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + "." + text(claims().encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return said + "." + IssuerKey.base64(mac.doFinal(said.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(String text) {
        return IssuerKey.base64(text.getBytes(StandardCharsets.UTF_8));
    }
}
