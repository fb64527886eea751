package io.neuralops.gateway.cli;

import java.util.concurrent.CountDownLatch;

/** Ends a service in good order when the process is told to end. */
final class Shutdown {
    private Shutdown() {}

    /** Waits for SIGTERM or Ctrl-C, closes the service and ends the process with status 0. */
    static void waitAndClose(RunningService service) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    service.close();
                    // Without this the status would tell of the signal, though all went well.
                    Runtime.getRuntime().halt(0);
                }));
        new CountDownLatch(1).await();
    }
}
