package io.neuralops.verticles.secrets.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Comes to a token that is valid: the one of the settings, or one for which it logs in. */
final class VaultLogin {
    private static final int MAX_JWT_BYTES = 64 << 10;

    private final VaultApi api;
    private final VaultSettings settings;

    VaultLogin(VaultApi api, VaultSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    /** A valid token; the one from before if it still is. */
    Lease lease(@Nullable Lease before) throws VaultTrouble {
        if (settings.byToken()) {
            return ofSettings();
        }
        if (before != null) {
            try {
                return api.lookup(before.token());
            } catch (VaultTrouble trouble) {
                if (trouble.kind() == VaultTrouble.Kind.PASSING) {
                    throw trouble;
                }
            }
        }
        return anew();
    }

    /** Makes a lease longer, or takes another one where that is no use; null where there is nothing to be done. */
    @Nullable
    Lease longer(Lease lease) throws VaultTrouble {
        if (settings.byToken()) {
            return lease.renewable() ? renewed(lease) : null;
        }
        if (!lease.renewable()) {
            return anew();
        }
        try {
            Lease renewed = api.renew(lease.token());
            // Near the end of its longest life a token is renewed for ever less.
            return renewed.length().multipliedBy(2).compareTo(lease.length()) < 0 ? anew() : renewed;
        } catch (VaultTrouble trouble) {
            if (trouble.kind() == VaultTrouble.Kind.PASSING) {
                throw trouble;
            }
            return anew();
        }
    }

    private @Nullable Lease renewed(Lease lease) throws VaultTrouble {
        try {
            return api.renew(lease.token());
        } catch (VaultTrouble trouble) {
            if (trouble.kind() == VaultTrouble.Kind.REFUSED) {
                return null; // it goes on to its end
            }
            throw trouble.kind() == VaultTrouble.Kind.DENIED ? invalid() : trouble;
        }
    }

    private Lease ofSettings() throws VaultTrouble {
        try {
            return api.lookup(settings.token());
        } catch (VaultTrouble trouble) {
            throw trouble.kind() == VaultTrouble.Kind.DENIED ? invalid() : trouble;
        }
    }

    private static VaultTrouble invalid() {
        return VaultTrouble.denied("the token has expired or is not valid; start with another VAULT_TOKEN");
    }

    private Lease anew() throws VaultTrouble {
        String jwt = jwt();
        try {
            return api.login(settings.kubernetes().role(), jwt);
        } catch (VaultTrouble trouble) {
            throw trouble.kind() == VaultTrouble.Kind.PASSING
                    ? trouble
                    : VaultTrouble.denied(
                            "the login with Kubernetes is refused: the role, the mount, or clocks that differ");
        }
    }

    private String jwt() throws VaultTrouble {
        byte[] file;
        try (var in = Files.newInputStream(settings.kubernetes().tokenFile())) {
            file = in.readNBytes(MAX_JWT_BYTES + 1);
        } catch (IOException e) {
            throw VaultTrouble.denied("the file of VAULT_K8S_JWT_PATH can't be read");
        }
        String jwt =
                new String(Arrays.copyOf(file, Math.min(file.length, MAX_JWT_BYTES)), StandardCharsets.UTF_8).strip();
        if (jwt.isEmpty() || file.length > MAX_JWT_BYTES) {
            throw VaultTrouble.denied("the file of VAULT_K8S_JWT_PATH holds no token");
        }
        return jwt;
    }
}
