package io.neuralops.verticles.secrets;

import io.neuralops.sql.postgres.PasswordKeeper;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the generated password of the service's login with the other secrets, and gives the passwords that whoever runs the
 * service put there for the users of the settings.
 */
public final class KeptPassword implements PasswordKeeper {
    static final String NAME = "postgres-login";
    static final String FIELD = "password";
    private static final String GIVEN = "postgres";
    private static final String OF_OWNER = "migration_password";
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
    public Optional<String> given(Whose whose) {
        String field = whose == Whose.OWNER ? OF_OWNER : FIELD;
        return secrets.find(GIVEN).map(secret -> secret.fields().get(field));
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
