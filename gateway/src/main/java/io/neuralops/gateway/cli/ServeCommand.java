package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Config;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Runs the service until it is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run the service until it is stopped (Ctrl-C, SIGTERM).",
        footer = {"", "Example:", "  NEURALOPS_PORTS=9000 neuralops serve"})
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Terminal terminal;
    private final ServiceAccess.Starter starter;

    ServeCommand(Terminal terminal, ServiceAccess.Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            RunningService service = starter.start(Config.from(terminal.environment()), terminal.clock());
            shutdown.later(service::close);
            LOG.info("{}", service.about());
            terminal.err().println("NeuralOps serves " + String.join(" and ", service.urls()) + " (Ctrl-C stops it)");
            shutdown.await();
        }
        return 0;
    }
}
