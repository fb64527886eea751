package io.neuralops.gateway;

import io.neuralops.gateway.cli.NeuralOps;
import io.neuralops.gateway.cli.Terminal;
import io.neuralops.gateway.observe.Logging;

/** The command line's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Logging.configure();
        Terminal terminal = Terminal.ofProcess();
        int status = NeuralOps.commandLine(terminal, Application::start).execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }
}
