package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Config;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the service until it is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run the service until it is stopped (Ctrl-C, SIGTERM).",
        footer = {"", "Example:", "  NEURALOPS_PORTS=9000 neuralops serve"})
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess.Starter starter;

    ServeCommand(Terminal terminal, ServiceAccess.Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningService service = starter.start(Config.from(terminal.environment()), terminal.clock());
        terminal.err().println("NeuralOps serves " + String.join(" and ", service.urls()) + " (Ctrl-C stops it)");
        Shutdown.waitAndClose(service);
        return 0;
    }
}
