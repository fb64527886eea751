package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which workflows are likely to fail next. */
@Command(
        name = "risk",
        mixinStandardHelpOptions = true,
        description = "Rank the workflows by the risk of their next run.",
        footer = {"", "Example:", "  neuralops risk --limit 5"})
final class RiskCommand implements Callable<Integer> {
    private static final int BAR = 10;

    private final Terminal terminal;
    private final ServiceAccess access;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Option(names = "--limit", defaultValue = "20", description = "How many to show (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Print what the API answers.")
    private boolean json;

    RiskCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        return access.use(tenant.id(), api -> {
            JsonNode ranking = api.get("/risk?limit=" + limit);
            terminal.out().println(json ? ranking.toPrettyString() : table(ranking));
            return 0;
        });
    }

    private static String table(JsonNode ranking) {
        if (ranking.path("items").isEmpty()) {
            return "No finished runs are known yet. Begin with 'neuralops import --help'.";
        }
        StringBuilder table = new StringBuilder("Risk of the next run, by model "
                + ranking.path("model_version").asText());
        for (JsonNode item : ranking.path("items")) {
            double p = item.path("probability").asDouble();
            table.append(String.format(
                    Locale.ROOT,
                    "%n%3d %% %-10s  %s%n                  %s",
                    Math.round(p * 100),
                    "#".repeat((int) Math.round(p * BAR)),
                    item.path("workflow").asText(),
                    item.path("summary").asText()));
            JsonNode action = item.path("action");
            if (!action.path("kind").asText().equals("none")) {
                table.append(String.format(
                        "%n                  -> %s: %s",
                        action.path("kind").asText(), action.path("reason").asText()));
            }
        }
        int hidden = ranking.path("workflows").asInt() - ranking.path("items").size();
        return hidden > 0 ? table + "\n(and " + hidden + " more; --limit shows more)" : table.toString();
    }
}
