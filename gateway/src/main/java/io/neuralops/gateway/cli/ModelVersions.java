package io.neuralops.gateway.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Names of model versions as they are given on the command line. */
final class ModelVersions {
    private static final Pattern NAME = Pattern.compile("v[1-9]\\d{0,9}");

    private ModelVersions() {}

    /** The name, which is to become part of a path. */
    static String name(CommandSpec spec, String given) {
        if (!NAME.matcher(given).matches()) {
            throw new ParameterException(spec.commandLine(), "'" + given + "' is not a version such as v7");
        }
        return given;
    }
}
