package io.neuralops.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs as a process of its own and listens on a port of the loopback address. */
record Serving(Process process, int port) implements AutoCloseable {
    /**
     * The flags that size and tune its JVM, for a peer to be run with the same ones. What belongs to the archive of
     * classes of one program is of no use to another.
     */
    List<String> jvmFlags() {
        return Stream.of(process.info().arguments().orElse(new String[0]))
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> argument.startsWith("-X"))
                .filter(argument -> !argument.contains("AOT") && !argument.contains("Shared"))
                .toList();
    }

    /** Asks it to end, and waits until it has. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
