package io.neuralops.verticles.secrets.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.neuralops.verticles.secrets.Secret;
import io.neuralops.verticles.secrets.UnusableSecret;
import io.neuralops.verticles.secrets.vault.VaultApi.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in KV version 2. Each says its own name too, so that one that was put in the place of another is told; writes are
 * check-and-set, so that services that share a Vault agree on what is there.
 */
final class VaultKeyValue {
    private static final String NAME = "name";
    private static final String OTHER_FORM = "is not in the form of KV version 2; see VAULT_KV_MOUNT";

    private final VaultApi api;
    private final String data;
    private final String metadata;

    VaultKeyValue(VaultApi api, VaultSettings settings) {
        this.api = api;
        this.data = settings.keyValueMount() + "/data/" + settings.prefix() + "/";
        this.metadata = settings.keyValueMount() + "/metadata/" + settings.prefix() + "/";
    }

    /** Fails if the token may not read, or if nothing of the kind is mounted there. */
    void check(String token) throws VaultTrouble {
        Answer answer = readable(token);
        if (!answer.errors().isEmpty()) {
            throw VaultTrouble.denied("there is no KV at VAULT_KV_MOUNT");
        }
    }

    private Answer readable(String token) throws VaultTrouble {
        try {
            return api.read(token, data + "token-signing");
        } catch (VaultTrouble trouble) {
            throw trouble.kind() == VaultTrouble.Kind.DENIED
                    ? VaultTrouble.denied("denied: the policy of the token must permit " + data + "*")
                    : trouble;
        }
    }

    Optional<Secret> find(String token, String name) throws VaultTrouble {
        Answer answer = api.read(token, data + name);
        if (answer.good()) {
            return Optional.of(secret(name, answer.data()));
        }
        if (answer.status() != 404 || !answer.errors().isEmpty()) {
            throw VaultTrouble.refused("status " + answer.status());
        }
        if (answer.data() != null) {
            throw new UnusableSecret("the secret '" + name
                    + "' was deleted in Vault: undelete it, or delete its metadata too to have a new one made");
        }
        return Optional.empty();
    }

    boolean put(String token, String name, Secret secret) throws VaultTrouble {
        JsonObject values = Json.object().add(NAME, name);
        secret.fields().forEach((field, value) -> values.add(field, value));
        Map<String, Object> body = new HashMap<>();
        body.put("data", values);
        body.put("options", Json.object().add("cas", secret.version()));
        Answer answer = api.write(token, data + name, body);
        if (answer.good()) {
            if (answer.data() == null || answer.data().get("version") == null) {
                throw new UnusableSecret("what Vault says to the secret '" + name + "' " + OTHER_FORM);
            }
            return true;
        }
        if (answer.status() == 400 && answer.errors().contains("check-and-set")) {
            return false;
        }
        throw VaultTrouble.refused("status " + answer.status());
    }

    void remove(String token, String name) throws VaultTrouble {
        api.delete(token, metadata + name);
    }

    private static Secret secret(String name, @Nullable JsonObject answer) {
        try {
            if (answer != null) {
                long version = answer.get("metadata").asObject().get("version").asLong();
                Map<String, String> fields = new HashMap<>();
                for (JsonObject.Member field : answer.get("data").asObject()) {
                    JsonValue value = field.getValue();
                    fields.put(field.getName(), value.asString());
                }
                return named(name, version, fields);
            }
        } catch (NullPointerException | UnsupportedOperationException | IllegalArgumentException e) {
            // Said below, without what was read.
        }
        throw new UnusableSecret("the secret '" + name + "' " + OTHER_FORM);
    }

    private static Secret named(String name, long version, Map<String, String> fields) {
        String own = fields.remove(NAME);
        if (!name.equals(own)) {
            throw new UnusableSecret("the secret '" + name + "' in Vault is the one of "
                    + (own == null ? "nobody" : "'" + Secret.checkName(own) + "'") + "; put the right one back");
        }
        return new Secret(version, fields);
    }
}
