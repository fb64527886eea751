package io.neuralops.verticles.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.verticles.secrets.vault.VaultStandIn.Reply;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Transit of the stand-in: keys of the type ed25519. */
public final class StandInTransit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEYS = "keys/";
    private static final String SIGN = "sign/";

    private final Map<String, List<KeyPair>> keys = new HashMap<>();
    private boolean withAnother;
    private boolean symmetric;

    /** Gives a key another version, with which is signed from then on. */
    public synchronized void rotate(String name) {
        keys.get(name).add(pair());
    }

    /** Signs with a key that is nobody's. */
    public synchronized void signWithAnother(boolean now) {
        withAnother = now;
    }

    /** Has its keys be of a type that can't sign so. */
    public synchronized void symmetric() {
        symmetric = true;
    }

    synchronized Reply answer(String method, String path, JsonNode input) {
        if (path.startsWith(SIGN)) {
            List<KeyPair> versions = keys.get(path.substring(SIGN.length()));
            return versions == null ? Reply.errors(400, "signing key not found") : sign(versions, input);
        }
        String name = path.substring(KEYS.length());
        if (method.equals("GET")) {
            return keys.containsKey(name) ? Reply.data(200, described(name)) : Reply.errors(404);
        }
        if (!input.path("type").asText().equals("ed25519")) {
            return Reply.errors(400, "unknown key type");
        }
        keys.computeIfAbsent(name, n -> new ArrayList<>(List.of(pair())));
        return new Reply(204, null);
    }

    private Reply sign(List<KeyPair> versions, JsonNode input) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign((withAnother ? pair() : versions.getLast()).getPrivate());
            signature.update(Base64.getDecoder().decode(input.path("input").asText()));
            String made =
                    "vault:v" + versions.size() + ":" + Base64.getEncoder().encodeToString(signature.sign());
            return Reply.data(
                    200, JSON.createObjectNode().put("signature", made).put("key_version", versions.size()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode described(String name) {
        ObjectNode data = JSON.createObjectNode().put("name", name);
        data.put("type", symmetric ? "aes256-gcm96" : "ed25519")
                .put("latest_version", keys.get(name).size());
        data.put("min_decryption_version", 1).put("exportable", false).put("supports_signing", !symmetric);
        ObjectNode byVersion = data.putObject("keys");
        int version = 0;
        for (KeyPair pair : keys.get(name)) {
            version++;
            if (symmetric) {
                byVersion.put("" + version, 1_700_000_000);
            } else {
                byVersion
                        .putObject("" + version)
                        .put("creation_time", "2026-01-01T00:00:00Z")
                        .put("name", "ed25519")
                        .put("public_key", raw(pair));
            }
        }
        return data;
    }

    /** The bare 32 bytes, as Vault writes them. */
    private static String raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
