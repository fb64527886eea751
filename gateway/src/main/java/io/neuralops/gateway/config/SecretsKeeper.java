package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.secrets.vault.VaultSecrets;
import io.neuralops.verticles.secrets.vault.VaultSettings;
import io.vertx.core.Vertx;

/** Where the secrets are kept: decided by the settings, once. */
public final class SecretsKeeper {
    private static final long LOOK_MS = 1_000;

    private SecretsKeeper() {}

    /** Opens it. Files that others can read are refused; a Vault that can't be had now is no failure. Blocking. */
    public static Secrets of(Config config) {
        VaultSettings settings = config.vault();
        if (settings == null) {
            return new FileSecrets(config.home().resolve("keys")).checked();
        }
        VaultSecrets vault = vault(settings);
        vault.step();
        return vault;
    }

    /** Stays logged in to Vault, or tries to, for as long as Vert.x runs. */
    public static void keep(Secrets secrets, Vertx vertx, Blocking blocking) {
        if (secrets instanceof VaultSecrets vault) {
            vertx.setPeriodic(LOOK_MS, id -> {
                if (vault.isDue()) {
                    step(vault, blocking);
                }
            });
        }
    }

    private static void step(VaultSecrets vault, Blocking blocking) {
        blocking.run(() -> {
            vault.step();
            return true;
        });
    }

    private static VaultSecrets vault(VaultSettings settings) {
        try {
            return new VaultSecrets(settings, System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw Check.invalid(VaultVariables.CERTIFICATE, "must be a PEM file with certificates that can be read");
        }
    }
}
