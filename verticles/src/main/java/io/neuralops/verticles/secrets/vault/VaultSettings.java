package io.neuralops.verticles.secrets.vault;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Vault and what is whose there.
 *
 * @param address without a path, user or query
 * @param token to work with; empty for a login with Kubernetes
 * @param kubernetes how to log in otherwise
 * @param namespace of Vault Enterprise; empty for none
 * @param keyValueMount where KV version 2 is mounted
 * @param transitMount where transit is mounted
 * @param prefix of our paths in KV, and the name of our key in transit
 * @param certificate a PEM file with the authorities to trust; null for those of the Java installation
 */
public record VaultSettings(
        URI address,
        String token,
        Kubernetes kubernetes,
        String namespace,
        String keyValueMount,
        String transitMount,
        String prefix,
        @Nullable Path certificate) {
    /**
     * The login of a pod.
     *
     * @param role of Vault; empty if a token is given
     * @param tokenFile the token of the pod's service account; read at each login, since it is replaced from time to time
     * @param mount where the login is mounted
     */
    public record Kubernetes(String role, Path tokenFile, String mount) {}

    boolean byToken() {
        return !token.isEmpty();
    }

    /** For the log, and {@code /healthz} of local mode: where, and whether everybody on the way can read it. */
    public String about() {
        return address + ("http".equalsIgnoreCase(address.getScheme()) ? ", not encrypted" : "");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "VaultSettings[" + about() + ", "
                + (byToken() ? "with a token" : "as " + kubernetes.role() + " of " + kubernetes.mount()) + "]";
    }
}
