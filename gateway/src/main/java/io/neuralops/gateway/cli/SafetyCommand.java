package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows and settles what the service does without a person. */
@Command(name = "safety", mixinStandardHelpOptions = true, description = "What the service may do without a person.")
final class SafetyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    SafetyCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "What about safety? show or set; 'neuralops safety set --approve model.activate'");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show what is approved beforehand; all else waits for a person.",
            footer = {"", "Example:", "  neuralops safety show --tenant acme"})
    int show(@Mixin TenantOption tenant) throws Exception {
        return access.use(tenant.id(), api -> tell(api.get("/safety")));
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Settle what is approved beforehand: just what is named here, nothing if nothing is.",
                "model.activate: a model that is better than the one that answers takes its place by itself."
            },
            footer = {
                "",
                "Examples:",
                "  neuralops safety set --approve model.activate",
                "  neuralops safety set --approve-none"
            })
    int set(
            @Option(names = "--approve", paramLabel = "ACTION", description = "Approved from now on; may be repeated.")
                    List<String> approved,
            @Option(names = "--approve-none", description = "Everything waits for a person.") boolean none,
            @Mixin TenantOption tenant)
            throws Exception {
        List<String> actions = approved == null ? List.of() : approved;
        if (actions.isEmpty() != none) {
            throw new ParameterException(spec.commandLine(), "Give --approve ACTION, or --approve-none");
        }
        return access.use(tenant.id(), api -> tell(api.post("/safety", Map.of("pre_approved", actions))));
    }

    private int tell(JsonNode safety) {
        List<String> approved = new ArrayList<>();
        safety.path("pre_approved").forEach(action -> approved.add(action.asText()));
        terminal.out()
                .println(
                        approved.isEmpty()
                                ? "Everything waits for a person."
                                : "Without a person: " + String.join(", ", approved) + ". All else waits for one.");
        return 0;
    }
}
