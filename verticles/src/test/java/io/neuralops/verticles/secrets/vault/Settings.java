package io.neuralops.verticles.secrets.vault;

import java.net.URI;
import java.nio.file.Path;

/** Settings for the stand-in. */
final class Settings {
    static final String TOKEN = "hvs.planted-token";

    private static final VaultSettings.Kubernetes NO_LOGIN =
            new VaultSettings.Kubernetes("", Path.of("none"), "kubernetes");

    private Settings() {}

    static VaultSettings withToken(URI address) {
        return new VaultSettings(address, TOKEN, NO_LOGIN, "", "secret", "transit", "neuralops", null);
    }

    static VaultSettings trusting(URI address, Path certificate) {
        return new VaultSettings(address, TOKEN, NO_LOGIN, "", "secret", "transit", "neuralops", certificate);
    }

    static VaultSettings inNamespace(URI address, String namespace) {
        return new VaultSettings(address, TOKEN, NO_LOGIN, namespace, "secret", "transit", "neuralops", null);
    }

    static VaultSettings ofPod(URI address, Path tokenFile) {
        return new VaultSettings(
                address,
                "",
                new VaultSettings.Kubernetes("neuralops", tokenFile, "kubernetes"),
                "",
                "secret",
                "transit",
                "neuralops",
                null);
    }
}
