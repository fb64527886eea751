package io.neuralops.gateway.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to do with the outside.
 *
 * @param out for results
 * @param err for progress and complaints
 * @param interactive whether a person watches {@code err}
 * @param environment from a variable's name to its value, or null
 */
public record Terminal(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean interactive,
        UnaryOperator<@Nullable String> environment,
        Clock clock) {
    /** The terminal of this process. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 22 there may be a console that nobody watches
    public static Terminal ofProcess() {
        boolean watched = System.console() != null && System.getenv("TERM") != null;
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                watched,
                System::getenv,
                Clock.systemUTC());
    }
}
