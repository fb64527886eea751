package io.neuralops.verticles.secrets.vault;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.HealthResponse;
import io.github.jopenlibs.vault.response.LogicalResponse;
import io.github.jopenlibs.vault.response.LookupResponse;
import io.github.jopenlibs.vault.rest.RestResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of Vault that are made here; each blocks for a bounded time. */
final class VaultApi {
    private final Driver driver;
    private final String namespace;
    private final String loginPath;

    VaultApi(VaultSettings settings, Duration longest) {
        this.driver = new Driver(settings, longest);
        this.namespace = settings.namespace();
        this.loginPath = "auth/" + settings.kubernetes().mount();
    }

    /**
     * What Vault says to a call.
     *
     * @param status 200, 204, or from 400 and below 500 but not 403
     * @param data null if there is none
     * @param errors what it complains of, never to be repeated; empty if of nothing
     */
    record Answer(int status, @Nullable JsonObject data, String errors) {
        boolean good() {
            return status < 300;
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T with(Vault vault) throws VaultException;
    }

    /** Fails unless Vault is there, initialised and unsealed. */
    void requireUnsealed() throws VaultTrouble {
        HealthResponse health =
                call(null, vault -> vault.debug().withNameSpace(namespace).health());
        if (Boolean.FALSE.equals(health.getInitialized())) {
            throw VaultTrouble.passing("not initialised");
        }
        if (!Boolean.FALSE.equals(health.getSealed())) {
            throw VaultTrouble.passing(
                    health.getSealed() != null
                            ? "sealed"
                            : "it doesn't say how it is (status "
                                    + health.getRestResponse().getStatus() + ")");
        }
    }

    Answer read(String token, String path) throws VaultTrouble {
        return answer(
                call(token, vault -> vault.logical().withNameSpace(namespace).read(path)));
    }

    Answer write(String token, String path, Map<String, Object> values) throws VaultTrouble {
        return answer(
                call(token, vault -> vault.logical().withNameSpace(namespace).write(path, values)));
    }

    void delete(String token, String path) throws VaultTrouble {
        call(token, vault -> vault.logical().withNameSpace(namespace).delete(path));
    }

    /** How long the token is still valid. */
    Lease lookup(String token) throws VaultTrouble {
        return call(token, vault -> {
            LookupResponse found = vault.auth().withNameSpace(namespace).lookupSelf();
            // What it can't parse the driver leaves empty, and a token without a length has no end.
            Objects.requireNonNull(found.getPath());
            return new Lease(token, Duration.ofSeconds(found.getTTL()), found.isRenewable());
        });
    }

    Lease renew(String token) throws VaultTrouble {
        return call(token, vault -> {
            AuthResponse renewed = vault.auth().withNameSpace(namespace).renewSelf();
            Objects.requireNonNull(renewed.getAuthClientToken());
            return new Lease(token, Duration.ofSeconds(renewed.getAuthLeaseDuration()), renewed.isAuthRenewable());
        });
    }

    /** Logs in with the token of a Kubernetes service account. */
    Lease login(String role, String jwt) throws VaultTrouble {
        Lease lease = call(null, vault -> {
            AuthResponse in = vault.auth().withNameSpace(namespace).loginByKubernetes(role, jwt, loginPath);
            return new Lease(
                    in.getAuthClientToken() == null ? "" : in.getAuthClientToken(),
                    Duration.ofSeconds(in.getAuthLeaseDuration()),
                    in.isAuthRenewable());
        });
        if (lease.token().isEmpty()) {
            throw VaultTrouble.passing("the login brings no token");
        }
        return lease;
    }

    private <T> T call(@Nullable String token, Call<T> call) throws VaultTrouble {
        try {
            return call.with(driver.with(token));
        } catch (VaultException e) {
            throw Troubles.of(e);
        } catch (UnsupportedOperationException | IllegalArgumentException | NullPointerException e) {
            // Of the driver, where a value has another type than it thinks: a start would end by it. The message holds
            // it.
            throw VaultTrouble.passing("it answers in a form that is not known");
        }
    }

    private static Answer answer(LogicalResponse response) throws VaultTrouble {
        RestResponse rest = response.getRestResponse();
        if (rest.getStatus() == 403) {
            throw VaultTrouble.denied("denied");
        }
        if (rest.getStatus() == 429) {
            throw VaultTrouble.passing("it is asked too often");
        }
        return new Answer(rest.getStatus(), response.getDataObject(), errors(rest.getBody()));
    }

    private static String errors(byte @Nullable [] body) throws VaultTrouble {
        if (body == null || body.length == 0) {
            return "";
        }
        try {
            JsonValue errors = Json.parse(new String(body, StandardCharsets.UTF_8))
                    .asObject()
                    .get("errors");
            return errors == null || errors.isNull() || errors.asArray().isEmpty() ? "" : errors.toString();
        } catch (RuntimeException e) {
            throw VaultTrouble.passing("it answers in a form that is not known");
        }
    }
}
