package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the overview of a tenant. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "What runs, services and predictions came to: incidents, time to restore, cost, usage, quality.",
        footer = {
            "",
            "Examples:",
            "  neuralops report --tenant acme",
            "  neuralops report --from 2026-01-01 --granularity week --tz Europe/Berlin",
            "  neuralops report --workflow web/build --json"
        })
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Where it begins: a day (UTC), or a time as 2026-01-31T08:00:00Z; default: 90 days before its end.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where it ends; default: now.")
    private @Nullable String to;

    @Option(names = "--granularity", paramLabel = "UNIT", description = "hour, day (the default) or week.")
    private @Nullable String granularity;

    @Option(names = "--tz", paramLabel = "ZONE", description = "Whose calendar it follows; default: UTC.")
    private @Nullable String tz;

    @Option(names = "--workflow", paramLabel = "NAME", description = "One, instead of all.")
    private @Nullable String workflow;

    @Option(names = "--json", description = "Print what the API answers.")
    private boolean json;

    ReportCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        return access.use(tenant.id(), api -> {
            JsonNode overview = new AddedUp(terminal).overview(api, "/reports/overview" + query());
            terminal.out().println(json ? overview.toPrettyString() : new ReportText(overview));
            return 0;
        });
    }

    private String query() {
        Map<String, String> given = new TreeMap<>();
        put(given, "from", time("--from", from));
        put(given, "to", time("--to", to));
        put(given, "granularity", granularity);
        put(given, "tz", tz);
        put(given, "workflow", workflow);
        return given.isEmpty()
                ? ""
                : given.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static @Nullable String time(String option, @Nullable String given) {
        return given == null ? null : DayOrTime.of(option, given).toString();
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
