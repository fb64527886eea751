package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Version;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.secrets.UnusableSecret;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Each command is a class of its own; this one lists them. */
@Command(
        name = "neuralops",
        mixinStandardHelpOptions = true,
        versionProvider = NeuralOps.Versions.class,
        description = "Tells which workflow run is about to fail, and why.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  neuralops demo                          a made-up organisation to look at",
            "  neuralops import --format csv runs.csv  take in your own history",
            "  neuralops train                         learn from it",
            "  neuralops risk                          which workflow fails next",
            "  neuralops report                        what failed, for how long, and at what cost",
            "  neuralops serve                         answer over HTTP",
            "  neuralops bench URL --rate 100          what callers of a server see"
        })
public final class NeuralOps implements Runnable {
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    private NeuralOps() {}

    /** The command line, ready to be run; what it runs as a service is started by {@code starter}. */
    public static CommandLine commandLine(Terminal terminal, ServiceAccess.Starter starter) {
        ServiceAccess access = new ServiceAccess(terminal, starter);
        return new CommandLine(new NeuralOps())
                .addSubcommand(new DemoCommand(terminal, starter))
                .addSubcommand(new ServeCommand(terminal, starter))
                .addSubcommand(new ImportCommand(terminal, access))
                .addSubcommand(new ExportCommand(terminal, access))
                .addSubcommand(new TrainCommand(terminal, access))
                .addSubcommand(new ModelsCommand(terminal, access))
                .addSubcommand(new SafetyCommand(terminal, access))
                .addSubcommand(new RiskCommand(terminal, access))
                .addSubcommand(new ReportCommand(terminal, access))
                .addSubcommand(new RollupCommand(terminal, access))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new TokenCommand(terminal, access))
                .addSubcommand(new CommandLine(new TenantCommand(terminal, access))
                        .addSubcommand(new ForgetCommand(terminal, access))
                        .addSubcommand(new RotateKeyCommand(terminal, access)))
                .addSubcommand(new AdoptedCommand(terminal, access))
                .addSubcommand(new SecretCommand(terminal, access))
                .addSubcommand(new BackupCommand(terminal, access))
                .addSubcommand(new BenchCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // An option of our own says @FILE, and means what the file holds, not more options.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((thrown, command, parsed) -> complain(terminal, thrown));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int complain(Terminal terminal, Exception thrown) throws Exception {
        switch (thrown) {
            case FailureException failure -> terminal.err().println("neuralops: " + sentence(failure.failure()));
            case UnusableSecret unusable -> terminal.err().println("neuralops: " + unusable.getMessage());
            case UncheckedIOException io -> terminal.err().println("neuralops: " + io.getMessage());
            default -> throw thrown;
        }
        return FAILED;
    }

    private static String sentence(Failure failure) {
        String field = failure.field();
        return field == null
                ? failure.detail()
                : field.toLowerCase(Locale.ROOT).equals(field)
                        ? field + ": " + failure.detail()
                        : field + " " + failure.detail();
    }

    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"neuralops " + Version.current(), "Java " + Runtime.version()};
        }
    }
}
