package io.neuralops.gateway;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the operating system. */
final class SystemCommand {
    private static final int SECONDS = 10;

    private SystemCommand() {}

    /** Its exit status; -1 if it isn't there or doesn't end. */
    static int run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException notThere) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
