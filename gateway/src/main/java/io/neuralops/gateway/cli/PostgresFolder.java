package io.neuralops.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where the demo's PostgreSQL is kept, and what an earlier demo that was killed may have left running there. */
final class PostgresFolder {
    static final String DATA = "data";
    private static final long LONGEST_END_SECONDS = 5;

    private PostgresFolder() {}

    static Path of(Path home) {
        return home.resolve("postgres");
    }

    /** Ends the server of the folder if one runs. Only for who knows that it is nobody else's. */
    static void endLeftOver(Path folder) {
        server(folder).ifPresent(server -> {
            // SIGTERM: it waits for its callers, of which there are none any more.
            server.destroy();
            server.onExit()
                    .completeOnTimeout(server, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                    .join();
            server.destroyForcibly();
        });
    }

    /** By the number in its file; that may be of another process by now, which its program tells. */
    private static Optional<ProcessHandle> server(Path folder) {
        try {
            Path file = folder.resolve(DATA).resolve("postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            String ours = folder.toRealPath().toString();
            return ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").startsWith(ours));
        } catch (IOException | RuntimeException none) {
            return Optional.empty();
        }
    }
}
