package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.SecretsKeeper;
import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.profiler.watch.SecretText;
import io.neuralops.verticles.secrets.Secret;
import io.neuralops.verticles.secrets.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps what the profiler's requests have to say and no file of settings may hold. */
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        description = "Keep a secret for the profiler's requests; it is read from the standard input.",
        footer = {"", "Example:", "  neuralops secret shop < shop-token.txt"})
final class SecretCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 8_000;

    private final Terminal terminal;
    private final ServiceAccess access;

    @Parameters(paramLabel = "NAME", description = "By which the profiler's file names it.")
    private String name = "";

    @Option(names = "--field", defaultValue = "value", description = "Which of its texts (default: value).")
    private String field = "value";

    @Option(names = "--remove", description = "Remove it instead.")
    private boolean remove;

    SecretCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        String kept = new SecretText("", name, field).keptAs();
        Secrets secrets = SecretsKeeper.of(access.config());
        if (remove) {
            secrets.remove(kept);
            terminal.out().println("There is no secret '" + name + "' any more.");
            return 0;
        }
        String value = read();
        Optional<Secret> before = secrets.find(kept);
        Map<String, String> fields = new HashMap<>(before.map(Secret::fields).orElse(Map.of()));
        fields.put(field, value);
        if (!secrets.put(kept, new Secret(before.map(Secret::version).orElse(0L), fields))) {
            throw new Failure.Conflict("the secret '" + name + "' was changed by somebody else just now; try again")
                    .asException();
        }
        terminal.out().println("The secret '" + name + "' is kept.");
        return 0;
    }

    /** Without the end of the line, which is not meant. */
    private String read() throws IOException {
        byte[] bytes = terminal.in().readNBytes(MOST_BYTES + 1);
        String value = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        if (value.isEmpty() || bytes.length > MOST_BYTES || value.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw Check.invalid("standard input", "must hold one line of at most " + MOST_BYTES + " bytes");
        }
        return value;
    }
}
