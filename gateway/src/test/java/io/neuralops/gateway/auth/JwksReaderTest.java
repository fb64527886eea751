package io.neuralops.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.neuralops.gateway.IssuerKey;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which keys of a set are used. */
class JwksReaderTest {
    private static final IssuerKey EC = IssuerKey.es256("ec");
    private static final IssuerKey ED = IssuerKey.edDsa("ed");
    private static final IssuerKey RSA = IssuerKey.rs256("rsa", 2048);

    private final JwksReader reader = new JwksReader(new Json());

    @Test
    void keysOfTheThreeKindsAreTakenWithOrWithoutAnAlgorithm() {
        List<VerificationKey> keys = read(EC.jwk(), ED.jwk(), RSA.jwk(), without(EC, "alg"), without(RSA, "use"));

        assertThat(keys)
                .extracting(VerificationKey::algorithm)
                .containsExactly(Algorithm.ES256, Algorithm.EDDSA, Algorithm.RS256, Algorithm.ES256, Algorithm.RS256);
        assertThat(keys.getFirst().id()).isEqualTo("ec");
    }

    static Stream<Arguments> useless() {
        return Stream.of(
                arguments("1024 bits", IssuerKey.rs256("short", 1024).jwk()),
                arguments("the algorithm of another kind", EC.jwk().put("alg", "RS256")),
                arguments("RS512", RSA.jwk().put("alg", "RS512")),
                arguments("PS256", RSA.jwk().put("alg", "PS256")),
                arguments(
                        "a secret",
                        new JsonObject().put("kty", "oct").put("k", "AAAA").put("alg", "HS256")),
                arguments(
                        "a secret that claims ES256",
                        new JsonObject().put("kty", "oct").put("k", "AA").put("alg", "ES256")),
                arguments("for encryption", EC.jwk().put("use", "enc")),
                arguments("for signing only", EC.jwk().put("key_ops", new JsonArray().add("sign"))),
                arguments("another curve", EC.jwk().put("crv", "P-384")),
                arguments("a curve for agreement", ED.jwk().put("crv", "X25519")),
                arguments("no base64", EC.jwk().put("x", "%%")),
                arguments("half a key", without(EC, "y")),
                arguments("a short coordinate", ED.jwk().put("x", "AAAA")),
                arguments("an exponent of 1", RSA.jwk().put("e", "AQ")),
                arguments("nothing", new JsonObject()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("useless")
    void anotherKeyIsLeftOut(String what, JsonObject jwk) {
        assertThat(read(jwk, ED.jwk())).extracting(VerificationKey::id).containsExactly("ed");
    }

    @Test
    void aCertificateBesideTheKeyDoesNotReplaceIt() {
        assertThat(read(RSA.jwk().put("x5c", new JsonArray().add("AAAA")))).isEqualTo(read(RSA.jwk()));
    }

    @Test
    void aSetWithoutEndIsRefused() {
        String many = IssuerKey.set(Collections.nCopies(51, ED.jwk()));

        assertThatThrownBy(() -> reader.read(Buffer.buffer(many))).isInstanceOf(UnreadableKeys.class);
    }

    @Test
    void whatIsReadIsNotQuoted() {
        assertThatThrownBy(() -> reader.read(Buffer.buffer("secret content")))
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private List<VerificationKey> read(JsonObject... jwks) {
        return reader.read(Buffer.buffer(IssuerKey.set(List.of(jwks))));
    }

    private static JsonObject without(IssuerKey key, String member) {
        JsonObject jwk = key.jwk();
        jwk.remove(member);
        return jwk;
    }
}
