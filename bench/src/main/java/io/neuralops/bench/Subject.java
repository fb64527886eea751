package io.neuralops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Gives tenants of a service what a prediction needs. The service must not run yet. */
final class Subject {
    private final ServiceProcess service;
    private final Path history;

    /** Writes the history that the tenants will have. */
    Subject(ServiceProcess service, Workspace work) throws IOException {
        this.service = service;
        this.history = work.file("history.ndjson.gz");
        RunLines.writeHistory(history, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** A history of 200 workflows and a trained model; a token of an operator of the tenant. */
    String prepare(String tenant) throws IOException, InterruptedException {
        service.command("import", "--tenant", tenant, "--format", "ndjson", history.toString());
        service.command("train", "--tenant", tenant);
        return token(service, tenant);
    }

    /** Makes room for a tenant. */
    static void add(ServiceProcess service, String tenant) throws IOException, InterruptedException {
        service.command("tenant", "add", tenant);
    }

    /** A token of an operator. */
    static String token(ServiceProcess service, String tenant) throws IOException, InterruptedException {
        return service.output("token", "--tenant", tenant).strip();
    }

    /** The name and the version of what is measured. */
    static String version(ServiceProcess service) throws IOException, InterruptedException {
        return service.output("--version").lines().findFirst().orElse("");
    }
}
