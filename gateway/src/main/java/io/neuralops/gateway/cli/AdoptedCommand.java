package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.SecretsKeeper;
import io.neuralops.models.failure.Failure;
import io.neuralops.sql.postgres.EarlierTables;
import io.neuralops.sql.postgres.EarlierTables.EarlierTable;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.verticles.secrets.KeptPassword;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tables of the earlier phases, whose rows were adopted. */
@Command(
        name = "adopted",
        mixinStandardHelpOptions = true,
        description = "The tables of the earlier phases in PostgreSQL, whose rows became a tenant's.")
final class AdoptedCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    AdoptedCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "What about them? 'neuralops adopted drop'");
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = {
                "Drop the earlier tables, which hold everything as it was written there, personal data too.",
                "Only tells what would go, unless --yes is given. Refused while their rows aren't adopted and redacted.",
                "It can't be had back. A service may go on meanwhile: it needs these tables no more."
            },
            footer = {
                "",
                "Examples:",
                "  neuralops adopted drop          tell the tables and their rows",
                "  neuralops adopted drop --yes"
            })
    int drop(
            @Option(names = "--yes", description = "Do it.") boolean yes,
            @Option(
                            names = "--unadopted-too",
                            description = "Also where rows were not adopted, as they lacked an id, a time or a status.")
                    boolean unadoptedToo) {
        Config config = access.config();
        PgSettings postgres = config.postgres();
        if (postgres == null) {
            throw new Failure.Invalid("POSTGRES_DSN", "is not set: earlier tables are in PostgreSQL").asException();
        }
        EarlierTables earlier = new EarlierTables(postgres, new KeptPassword(SecretsKeeper.of(config)));
        List<EarlierTable> tables = yes ? earlier.drop(unadoptedToo) : earlier.find();
        tables.forEach(table -> terminal.out().println(line(table)));
        terminal.out().println(verdict(tables, yes));
        return 0;
    }

    private static String line(EarlierTable table) {
        String state = table.redacted()
                ? table.adopted().isPresent()
                        ? "%,d adopted, redacted".formatted(table.adopted().getAsLong())
                        : "adopted, redacted"
                : "not adopted and redacted yet";
        return String.format(Locale.ROOT, "  earlier.%-20s %,12d rows (%s)", table.name(), table.rows(), state);
    }

    private static String verdict(List<EarlierTable> tables, boolean dropped) {
        if (tables.isEmpty()) {
            return "There are no earlier tables.";
        }
        if (dropped) {
            return "They are gone. Backups and archives of the database's log may hold them still.";
        }
        return tables.stream().allMatch(EarlierTable::isAllAdopted)
                ? "Nothing was dropped. To do it, add --yes."
                : tables.stream().allMatch(EarlierTable::redacted)
                        ? "Nothing was dropped. Some rows were not adopted; to drop them too, add --yes --unadopted-too."
                        : "Nothing was dropped, and nothing can be yet: the service adopts and redacts when it starts.";
    }
}
