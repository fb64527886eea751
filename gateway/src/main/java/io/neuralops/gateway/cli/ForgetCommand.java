package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets a person, as an admin of the tenant. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Forget a person: what marks the person in a tenant's data becomes '[forgotten]'.",
            "Do it once for each way in which the person is told: name, login, e-mail address. It can't be had back;"
                    + " backups made before are not changed."
        },
        footer = {
            "",
            "Examples:",
            "  neuralops tenant forget --person grace@example.com --dry-run   tell what would change",
            "  neuralops tenant forget --person grace@example.com",
            "  neuralops tenant forget --person - < file                      kept out of the shell's history"
        })
final class ForgetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Mixin
    private final TenantOption tenant = new TenantOption();

    @Option(
            names = "--person",
            required = true,
            paramLabel = "VALUE",
            description = "What the person is told by, or '-' to read a line of standard input.")
    private String person = "";

    @Option(names = "--dry-run", description = "Only tell what would change.")
    private boolean dryRun;

    ForgetCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        String value = person.equals("-") ? line() : person;
        return access.use(tenant.id(), api -> {
            show(api.post("/persons/forget", Map.of("person", value, "dry_run", dryRun)));
            return 0;
        });
    }

    private String line() throws IOException {
        String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
        if (line == null || line.isBlank()) {
            throw new Failure.Invalid("--person -", "needs a line on standard input").asException();
        }
        return line.strip();
    }

    /** Without the person, who may be standing in a log otherwise. */
    private void show(JsonNode erasure) {
        for (JsonNode table : erasure.path("tables")) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "  %-20s %,12d found %,12d changed%n",
                            table.path("name").asText(),
                            table.path("found").asLong(),
                            table.path("changed").asLong());
        }
        terminal.out().println(verdict(erasure));
    }

    private String verdict(JsonNode erasure) {
        long found = erasure.path("found").asLong();
        if (found == 0) {
            return "Nothing tells of this person, told in this way, in the data of the tenant " + tenant.id() + ".";
        }
        return dryRun
                ? "Nothing was changed. To do it, leave out --dry-run."
                : "The person is forgotten in " + erasure.path("changed").asLong() + " rows of the tenant "
                        + tenant.id() + ".";
    }
}
