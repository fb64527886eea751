package io.neuralops.verticles.secrets.vault;

import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes drivers: with our client, and deaf to the environment, which is read in one place only. */
final class Driver {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final String address;
    private final HttpClient client;

    /**
     * Takes the settings.
     *
     * @param longest a call may take
     */
    Driver(VaultSettings settings, Duration longest) {
        this.address = settings.address().toString();
        this.client = new BoundedClient(client(settings.certificate()), longest);
    }

    private static HttpClient client(@Nullable Path certificate) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (certificate != null) {
            try {
                builder.sslContext(Trust.in(certificate));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalArgumentException("the certificates of VAULT_CACERT can't be read", e);
            }
        }
        return builder.build();
    }

    /** A driver with a token, or without one. */
    Vault with(@Nullable String token) throws VaultException {
        VaultConfig config =
                new VaultConfig().environmentLoader(new Deaf()).address(address).httpClient(client);
        if (token != null) {
            config.token(token);
        }
        // Version 1 is "paths as they are": with 2 the driver would put 'data' into those of transit too.
        return Vault.create(config.build(), 1);
    }

    private static final class Deaf extends EnvironmentLoader {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("NullAway") // the driver's way to say that a variable is not set
        public String loadVariable(String name) {
            return null;
        }
    }
}
