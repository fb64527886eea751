package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.secrets.vault.VaultSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the environment says of Vault. No message repeats a value, since one of them is a token. */
final class VaultVariables {
    static final String CERTIFICATE = "VAULT_CACERT";
    private static final String ADDRESS = "VAULT_ADDR";
    private static final String TOKEN = "VAULT_TOKEN";
    private static final String JWT = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    private static final Pattern MOUNT = Pattern.compile("[A-Za-z0-9_-]{1,60}(/[A-Za-z0-9_-]{1,60}){0,5}");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_./-]{0,200}");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{0,4096}");

    private final UnaryOperator<String> variables;

    private VaultVariables(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** How to reach Vault; null if none is named. The function gives an empty text for what is not set. */
    static @Nullable VaultSettings settings(UnaryOperator<String> variables) {
        String address = variables.apply(ADDRESS);
        return address.isEmpty() ? null : new VaultVariables(variables).settings(address);
    }

    private VaultSettings settings(String address) {
        String token = checked(TOKEN, VISIBLE, "");
        String role = checked("VAULT_K8S_ROLE", VISIBLE, "");
        if (token.isEmpty() && role.isEmpty()) {
            throw Check.invalid(
                    TOKEN, "is missing; " + ADDRESS + " needs it, or VAULT_K8S_ROLE to log in with Kubernetes");
        }
        String certificate = variables.apply(CERTIFICATE);
        return new VaultSettings(
                address(address),
                token,
                new VaultSettings.Kubernetes(
                        role,
                        Path.of(otherwise(variables.apply("VAULT_K8S_JWT_PATH"), JWT)),
                        checked("VAULT_K8S_MOUNT", MOUNT, "kubernetes")),
                checked("VAULT_NAMESPACE", NAMESPACE, ""),
                checked("VAULT_KV_MOUNT", MOUNT, "secret"),
                checked("VAULT_TRANSIT_MOUNT", MOUNT, "transit"),
                checked("VAULT_PREFIX", MOUNT, "neuralops"),
                certificate.isEmpty() ? null : Path.of(certificate));
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean more = uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null;
            if (web && uri.getHost() != null && uri.getPath().isEmpty() && !more) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, without the text.
        }
        throw Check.invalid(ADDRESS, "must be an http(s) URL of a host and a port, and nothing else");
    }

    private String checked(String name, Pattern form, String otherwise) {
        String value = otherwise(variables.apply(name), otherwise);
        if (!form.matcher(value).matches()) {
            throw Check.invalid(name, "has a character that it can't have, or is too long");
        }
        return value;
    }

    private static String otherwise(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }
}
