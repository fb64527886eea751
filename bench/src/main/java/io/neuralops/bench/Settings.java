package io.neuralops.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every measurement is told: which launcher to start, and where the report goes. */
final class Settings {
    @Option(names = "--launcher", required = true, hidden = true)
    private Path launcher = Path.of("neuralops");

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the figures go.")
    private Path report = Path.of("report.json");

    /** Runs a measurement; the status for the process to end with: 1 when it was not valid or could not be done. */
    static int run(Callable<Integer> measurement, String... arguments) {
        return new CommandLine(measurement)
                // The scripts name a report; whoever calls them may name another.
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    Path launcher() {
        return launcher.toAbsolutePath();
    }

    Path report() {
        return report;
    }

    /** Settings of a service that asks for a token with every call. */
    static Map<String, String> tokensRequired() {
        return Map.of("NEURALOPS_ISSUER", "local");
    }

    /** How many event loops the service has, by the same rule as its own. */
    static int eventLoops() {
        return Optional.ofNullable(System.getenv("NEURALOPS_EVENT_LOOPS"))
                .map(Integer::valueOf)
                .orElseGet(Runtime.getRuntime()::availableProcessors);
    }
}
