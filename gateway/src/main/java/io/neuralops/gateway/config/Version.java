package io.neuralops.gateway.config;

import java.util.Optional;

/** The version of this program, from the jar it runs from. */
public final class Version {
    private Version() {}

    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
