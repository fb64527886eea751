package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Config;
import io.neuralops.models.tenant.TenantId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manages tenants. The service must not run: it owns the store. */
@Command(name = "tenant", mixinStandardHelpOptions = true, description = "Manage tenants (while no service runs).")
final class TenantCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess.Starter starter;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    TenantCommand(Terminal terminal, ServiceAccess.Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "What about tenants? 'neuralops tenant add NAME'");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Make room for a tenant.",
            footer = {"", "Example:", "  neuralops tenant add acme"})
    int add(
            @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and '_', at most 40.")
                    String name) {
        TenantId tenant = new TenantId(name);
        Config config = Config.from(terminal.environment()).withPorts(List.of(0));
        try (RunningService service = starter.start(config, terminal.clock())) {
            service.createTenant(tenant);
        }
        terminal.out().println("There is room for the tenant " + tenant + ".");
        return 0;
    }
}
