package io.neuralops.verticles.tenancy;

import io.neuralops.sql.postgres.PasswordKeeper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keeps the generated password of the service's login with the other keys. */
public final class KeptPassword implements PasswordKeeper {
    private static final String NAME = "postgres-login";

    private final LocalKeys keys;

    public KeptPassword(LocalKeys keys) {
        this.keys = keys;
    }

    @Override
    public Optional<String> password() {
        return keys.find(NAME).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public void keep(String password) {
        keys.replace(NAME, password.getBytes(StandardCharsets.US_ASCII));
    }
}
