package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Config;
import io.neuralops.models.failure.Failure;
import io.neuralops.sql.sqlite.SqliteBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Copies a home into a folder that is a home too. A service may go on meanwhile. Rows first and models after them: so the
 * copy has the file of every model that its rows name.
 */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copy rows, models and keys into a folder, also while a service runs.",
            "Each tenant's rows are as they were at one moment. On PostgreSQL the rows are its own tools' to save;",
            "models and keys are copied. To go back, stop the service and use the folder, or a copy of it, as NEURALOPS_HOME.",
            "The folder holds keys: keep it as safe as the home. A backup that was interrupted leaves one that is named",
            "FOLDER.draft-...: remove it."
        },
        footer = {
            "",
            "Example:",
            "  neuralops backup --to /backups/monday",
            "  NEURALOPS_HOME=/backups/monday neuralops serve"
        })
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "Where to; it must not be there yet.")
    private Path to = Path.of("");

    BackupCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws IOException {
        Config config = access.config();
        if (!Files.isDirectory(config.home())) {
            throw new Failure.NotFound("there is nothing at " + config.home().toAbsolutePath() + " to save")
                    .asException();
        }
        if (Files.exists(to)) {
            throw new Failure.Conflict("there is something at " + to.toAbsolutePath() + " already").asException();
        }
        // Complete under its name or not there: what was interrupted is not taken for a backup, and nobody else's to
        // read.
        Path folder = to.toAbsolutePath().getParent();
        Path draft = Files.createTempDirectory(Files.createDirectories(folder), to.getFileName() + ".draft-");
        if (config.postgres() == null) {
            List<String> saved = SqliteBackup.copy(config.home().resolve("tenants"), draft.resolve("tenants"));
            terminal.out().println("Rows of " + saved.size() + " tenants: " + String.join(", ", saved));
        } else {
            terminal.out().println("Rows are in PostgreSQL: save them with pg_dump (README, Backup).");
        }
        terminal.out().println("Files of models: " + copied(config.models(), draft.resolve("models")));
        if (config.vault() == null) {
            terminal.out().println("Keys: " + copied(config.home().resolve("keys"), draft.resolve("keys")));
        } else {
            terminal.out()
                    .println("Keys are in Vault: save them as the rest of it, or the rows' pseudonyms are nobody's.");
        }
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        terminal.out().println("Saved in " + to.toAbsolutePath());
        return 0;
    }

    /** How many files; with their rights, since keys are refused if others can read them. */
    private static long copied(Path from, Path into) throws IOException {
        if (!Files.isDirectory(from)) {
            return 0;
        }
        long files = 0;
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.toList()) {
                Path copy = into.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                } else if (!file.getFileName().toString().startsWith(".")) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    files++;
                }
            }
        }
        return files;
    }
}
