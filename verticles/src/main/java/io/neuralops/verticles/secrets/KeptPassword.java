package io.neuralops.verticles.secrets;

import io.neuralops.sql.postgres.PasswordKeeper;
import java.util.Map;
import java.util.Optional;

/** Keeps the generated password of the service's login with the other secrets. */
public final class KeptPassword implements PasswordKeeper {
    static final String NAME = "postgres-login";
    static final String FIELD = "password";
    private static final int TRIES = 5;

    private final Secrets secrets;

    public KeptPassword(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Optional<String> password() {
        return secrets.find(NAME).map(secret -> secret.field(FIELD));
    }

    @Override
    public void keep(String password) {
        for (int i = 0; i < TRIES; i++) {
            long before = secrets.find(NAME).map(Secret::version).orElse(0L);
            if (secrets.put(NAME, new Secret(before, Map.of(FIELD, password)))) {
                return;
            }
        }
        throw new UnusableSecret("the secret '" + NAME + "' is being changed by others all the time");
    }
}
