package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manages tenants, as an admin of the platform. */
@Command(name = "tenant", mixinStandardHelpOptions = true, description = "Manage tenants.")
final class TenantCommand implements Callable<Integer> {
    private static final String SHARING = "/sharing";

    private final Terminal terminal;
    private final ServiceAccess access;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    TenantCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "What about tenants? add, list, show, retention, sharing, rotate-key, forget or remove; 'neuralops tenant add acme'");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Take a tenant on.",
            footer = {"", "Example:", "  neuralops tenant add acme --name 'Acme Ltd'"})
    int add(
            @Parameters(paramLabel = "ID", description = "Lower-case letters, digits and '_', at most 40.") String id,
            @Option(names = "--name", description = "A name for people (default: the id).") @Nullable String name)
            throws Exception {
        Map<String, String> tenant = new LinkedHashMap<>();
        tenant.put("id", id);
        if (name != null) {
            tenant.put("name", name);
        }
        return withApi(api -> {
            String made = api.post("/tenants", tenant).path("id").asText();
            terminal.out().println("The tenant " + made + " is there. A token for it:");
            terminal.out().println("  neuralops token --tenant " + made + " --role operator");
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the tenants.",
            footer = {"", "Example:", "  neuralops tenant list"})
    int list() throws Exception {
        return withApi(api -> {
            String cursor = "";
            do {
                JsonNode page = api.get("/tenants?limit=500" + cursor);
                for (JsonNode tenant : page.path("items")) {
                    terminal.out()
                            .printf(
                                    Locale.ROOT,
                                    "%-40s %s  %s%n",
                                    tenant.path("id").asText(),
                                    tenant.path("created_at").asText(),
                                    tenant.path("name").asText());
                }
                JsonNode next = page.path("next_cursor");
                cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
            } while (!cursor.isEmpty());
        });
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a tenant and what it holds.",
            footer = {"", "Example:", "  neuralops tenant show acme"})
    int show(@Parameters(paramLabel = "ID", description = "The tenant.") String id) throws Exception {
        String path = path(id);
        return withApi(api -> {
            JsonNode tenant = api.get(path);
            terminal.out()
                    .println(id + ": " + tenant.path("name").asText() + ", since "
                            + tenant.path("created_at").asText());
            kept(tenant.path("retention"));
            holdings(tenant);
        });
    }

    @Command(
            name = "retention",
            mixinStandardHelpOptions = true,
            description = {
                "Settle for how many days a tenant's rows are kept: 0 for ever, what is left out as the installation has it.",
                "What is older is deleted within minutes and can't be had back."
            },
            footer = {"", "Example:", "  neuralops tenant retention acme --predictions 365 --perf-metrics 7"})
    int retention(
            @Parameters(paramLabel = "ID", description = "The tenant.") String id,
            @Option(names = "--predictions", paramLabel = "DAYS", description = "Of predictions.") @Nullable
                    Integer predictions,
            @Option(names = "--perf-metrics", paramLabel = "DAYS", description = "Of perf metrics.") @Nullable
                    Integer perfMetrics)
            throws Exception {
        String path = path(id) + "/retention";
        Map<String, Integer> days = new LinkedHashMap<>();
        if (predictions != null) {
            days.put("predictions_days", predictions);
        }
        if (perfMetrics != null) {
            days.put("perf_metrics_days", perfMetrics);
        }
        return withApi(api -> kept(api.post(path, days)));
    }

    @Command(
            name = "sharing",
            mixinStandardHelpOptions = true,
            description = {
                "Show or settle, as the tenant's admin, whether the base model may learn from the tenant's history.",
                "Tenants without a model of their own are answered by it. It takes no names: of workflows, labels or metrics.",
                "Off, it counts from the next training of the base model: neuralops train --tenant platform"
            },
            footer = {"", "Examples:", "  neuralops tenant sharing acme", "  neuralops tenant sharing acme --on"})
    int sharing(
            @Parameters(paramLabel = "ID", description = "The tenant.") String id,
            @Option(names = "--on", description = "It may, from now on.") boolean on,
            @Option(names = "--off", description = "It may not, from now on.") boolean off)
            throws Exception {
        if (on && off) {
            throw new ParameterException(spec.commandLine(), "Give --on or --off, not both");
        }
        return access.use(new TenantId(id), api -> {
            JsonNode sharing = on || off ? api.post(SHARING, Map.of("share_history", on)) : api.get(SHARING);
            terminal.out()
                    .println(
                            sharing.path("share_history").asBoolean()
                                    ? "The base model may learn from the history of " + id + "."
                                    : "The base model may not learn from the history of " + id + ".");
            return 0;
        });
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Tell what would go with a tenant; with --confirm, remove it.",
                "Its rows, models and keys can't be had back."
            },
            footer = {"", "Examples:", "  neuralops tenant remove acme", "  neuralops tenant remove acme --confirm acme"
            })
    int remove(
            @Parameters(paramLabel = "ID", description = "The tenant.") String id,
            @Option(names = "--confirm", paramLabel = "ID", description = "The id once more, to do it.") @Nullable
                    String confirm)
            throws Exception {
        String path = path(id);
        if (confirm != null && !confirm.equals(id)) {
            throw new ParameterException(spec.commandLine(), "--confirm must be " + id);
        }
        return withApi(api -> {
            JsonNode gone = api.delete(path + (confirm == null ? "" : "?dry_run=false&confirm=" + id));
            terminal.out()
                    .println(
                            confirm == null
                                    ? "With the tenant " + id + " would go:"
                                    : "The tenant " + id + " is gone, with:");
            holdings(gone);
            if (confirm == null) {
                terminal.out()
                        .println("Nothing was removed. To do it: neuralops tenant remove " + id + " --confirm " + id);
            }
        });
    }

    private void kept(JsonNode retention) {
        terminal.out()
                .println("Kept: predictions " + days(retention.path("predictions_days")) + ", perf metrics "
                        + days(retention.path("perf_metrics_days")));
    }

    private static String days(JsonNode days) {
        return days.asInt() == 0 ? "for ever" : days.asInt() + " days";
    }

    private void holdings(JsonNode held) {
        for (JsonNode table : held.path("tables")) {
            line(table.path("name").asText(), table.path("rows").asLong() + " rows", table);
        }
        for (JsonNode file : held.path("files")) {
            line(file.path("kind").asText(), file.path("files").asLong() + " files", file);
        }
    }

    private void line(String what, String count, JsonNode part) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "  %-20s %15s %12.1f KiB%n",
                        what,
                        count,
                        part.path("bytes").asLong() / 1024.0);
    }

    private static String path(String id) {
        return "/tenants/" + new TenantId(id);
    }

    @FunctionalInterface
    private interface Use {
        void of(Api api) throws Exception;
    }

    private int withApi(Use use) throws Exception {
        return access.use(TenantId.PLATFORM, api -> {
            use.of(api);
            return 0;
        });
    }
}
