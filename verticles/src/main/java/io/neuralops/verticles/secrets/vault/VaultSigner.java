package io.neuralops.verticles.secrets.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import io.neuralops.models.signing.Signature;
import io.neuralops.models.signing.Signer;
import io.neuralops.verticles.secrets.UnusableSecret;
import io.neuralops.verticles.secrets.vault.VaultApi.Answer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs with Vault's transit (Ed25519), whose private key never leaves it. What comes back is verified with the public key of
 * the version that it names before it is given to anybody.
 */
final class VaultSigner implements Signer {
    private static final String FORM = "vault:v";
    private static final int RAW_BYTES = 32;
    /** What stands before the 32 bytes of such a key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] INFO = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final VaultApi api;
    private final VaultSession session;
    private final String signPath;
    private final String keyPath;
    private volatile Map<String, byte[]> publicKeys = Map.of();

    VaultSigner(VaultApi api, VaultSession session, VaultSettings settings) {
        this.api = api;
        this.session = session;
        this.signPath = settings.transitMount() + "/sign/" + settings.prefix();
        this.keyPath = settings.transitMount() + "/keys/" + settings.prefix();
    }

    @Override
    public Signature sign(byte[] message) {
        return session.use("sign with " + keyPath, token -> sign(token, message));
    }

    /** What Vault said once is good without it: versions of a key don't change. Asked again where it isn't among them. */
    @Override
    public boolean trusts(String publicKey) {
        if (!has(publicKey)) {
            publicKeys = session.use("read " + keyPath, this::publicKeys);
        }
        return has(publicKey);
    }

    private boolean has(String publicKey) {
        Base64.Encoder base64 = Base64.getEncoder();
        return publicKeys.values().stream()
                .anyMatch(key -> base64.encodeToString(key).equals(publicKey));
    }

    private Signature sign(String token, byte[] message) throws VaultTrouble {
        String value = signed(token, message);
        int end = value.indexOf(':', FORM.length());
        if (!value.startsWith(FORM) || end < 0) {
            throw new UnusableSecret("Vault's transit answers with something else than a signature");
        }
        String version = value.substring(FORM.length(), end);
        Signature signature = verified(publicKeys.get(version), value, message);
        if (signature == null) {
            publicKeys = publicKeys(token);
            signature = verified(publicKeys.get(version), value, message);
        }
        if (signature == null) {
            throw new UnusableSecret("Vault's transit answered with the signature of another key; nothing is signed");
        }
        return signature;
    }

    private static @Nullable Signature verified(byte @Nullable [] publicKey, String value, byte[] message) {
        if (publicKey == null) {
            return null;
        }
        Signature signature = Signature.ed25519(publicKey, value);
        return signature.verifies(message) ? signature : null;
    }

    private String signed(String token, byte[] message) throws VaultTrouble {
        Map<String, Object> input = Map.of("input", Base64.getEncoder().encodeToString(message));
        Answer answer = api.write(token, signPath, input);
        if (!answer.good() && answer.errors().contains("key not found")) {
            api.write(token, keyPath, Map.of("type", "ed25519")); // the same for all who do so at once
            answer = api.write(token, signPath, input);
        }
        JsonObject data = answer.data();
        if (!answer.good() || data == null) {
            throw VaultTrouble.refused("status " + answer.status());
        }
        return data.getString("signature", "");
    }

    /** SubjectPublicKeyInfo by version. */
    private Map<String, byte[]> publicKeys(String token) throws VaultTrouble {
        Answer answer = api.read(token, keyPath);
        JsonObject data = answer.data();
        if (!answer.good() || data == null) {
            throw VaultTrouble.refused("status " + answer.status());
        }
        Map<String, byte[]> keys = new HashMap<>();
        try {
            for (JsonObject.Member version : data.get("keys").asObject()) {
                byte[] raw =
                        Base64.getDecoder().decode(version.getValue().asObject().getString("public_key", ""));
                if (raw.length == RAW_BYTES) {
                    keys.put(version.getName(), info(raw));
                }
            }
        } catch (NullPointerException | UnsupportedOperationException | IllegalArgumentException e) {
            keys.clear(); // a key of another type: its versions are numbers
        }
        if (keys.isEmpty()) {
            throw new UnusableSecret("the key " + keyPath + " of Vault's transit is not of the type ed25519");
        }
        return Map.copyOf(keys);
    }

    private static byte[] info(byte[] raw) {
        byte[] info = new byte[INFO.length + raw.length];
        System.arraycopy(INFO, 0, info, 0, INFO.length);
        System.arraycopy(raw, 0, info, INFO.length, raw.length);
        return info;
    }
}
