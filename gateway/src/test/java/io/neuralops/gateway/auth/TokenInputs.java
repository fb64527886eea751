package io.neuralops.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.operation.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/** The readers of tokens and keys, for tests that throw bytes at them: what they document is an end, anything else is not. */
public final class TokenInputs {
    /** A token of the right shape. */
    public static final String SEED_TOKEN = base64("{\"alg\":\"ES256\",\"kid\":\"k\"}") + "."
            + base64(
                    "{\"iss\":\"i\",\"aud\":[\"a\"],\"exp\":1.5e9,\"nbf\":1,\"tenant_id\":\"t\",\"role\":\"viewer\",\"sub\":\"s\"}")
            + "." + "A".repeat(86);

    /** A key set with keys of each kind. */
    public static final String SEED_KEYS = """
            {"keys":[
             {"kty":"EC","crv":"P-256","kid":"a","use":"sig","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
             {"kty":"OKP","crv":"Ed25519","kid":"b","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","key_ops":["verify"]},
             {"kty":"RSA","kid":"c","alg":"RS256","n":"%s","e":"AQAB"}]}""".formatted("AL" + "x".repeat(340));

    private static final Json JSON = new Json();
    private static final TokenReader TOKENS = new TokenReader(JSON);
    private static final JwksReader KEYS = new JwksReader(JSON);

    private TokenInputs() {}

    public static void token(byte[] bytes) {
        try {
            SignedToken token = TOKENS.read(new String(bytes, ISO_8859_1));
            assertThat(token.claims().principal().tenant()).isNotNull();
        } catch (BadToken refused) {
            assertThat(refused).hasMessageStartingWith("the token is not valid: ");
        }
    }

    public static void keySet(byte[] bytes) {
        try {
            assertThat(KEYS.read(Buffer.buffer(bytes))).doesNotContainNull();
        } catch (UnreadableKeys refused) {
            assertThat(refused).hasMessageStartingWith("th");
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
