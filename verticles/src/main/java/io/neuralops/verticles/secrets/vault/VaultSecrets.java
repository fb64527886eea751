package io.neuralops.verticles.secrets.vault;

import io.neuralops.models.signing.Signer;
import io.neuralops.verticles.secrets.Secret;
import io.neuralops.verticles.secrets.Secrets;
import io.neuralops.verticles.secrets.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Secrets in Vault. Until it is open, which is tried again and again, whatever needs it is unavailable and says why. */
public final class VaultSecrets implements Secrets {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final VaultSettings settings;
    private final VaultSession session;
    private final VaultKeyValue keyValue;
    private final Signer signer;
    private final AtomicBoolean stepping = new AtomicBoolean();

    /** Asks nobody yet. */
    public VaultSecrets(VaultSettings settings, LongSupplier nanoTime) {
        this(settings, nanoTime, LONGEST_CALL);
    }

    VaultSecrets(VaultSettings settings, LongSupplier nanoTime, Duration longestCall) {
        VaultApi api = new VaultApi(settings, longestCall);
        this.settings = settings;
        this.keyValue = new VaultKeyValue(api, settings);
        this.session = new VaultSession(api, new VaultLogin(api, settings), keyValue::check, nanoTime);
        this.signer = new VaultSigner(api, session, settings);
    }

    /** Whether something has to be done by {@link #step}; asks nobody. */
    public boolean isDue() {
        return session.isDue() && !stepping.get();
    }

    /** Logs in, renews, or looks how it stands, whatever is due; never fails. Blocking. */
    public void step() {
        if (stepping.compareAndSet(false, true)) {
            try {
                session.step();
            } finally {
                stepping.set(false);
            }
        }
    }

    @Override
    public Optional<Secret> find(String name) {
        String path = Secret.checkName(name);
        return session.use("read the secret " + path, token -> keyValue.find(token, path));
    }

    @Override
    public boolean put(String name, Secret secret) {
        String path = Secret.checkName(name);
        return session.use("write the secret " + path, token -> keyValue.put(token, path, secret));
    }

    @Override
    public void remove(String name) {
        String path = Secret.checkName(name);
        session.use("delete the secret " + path, token -> {
            keyValue.remove(token, path);
            return true;
        });
    }

    @Override
    public Signer signer() {
        return signer;
    }

    /** How it stands with Vault, as far as is known; asks nobody, so that event loops may call it. */
    public Standing standing() {
        return session.standing();
    }

    @Override
    public String toString() {
        return "VaultSecrets[" + settings + "]";
    }
}
