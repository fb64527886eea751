package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the numbers of reports with the rows that they come from. */
@Command(
        name = "rollup",
        mixinStandardHelpOptions = true,
        description = "The numbers of reports, which are added up as rows arrive.")
final class RollupCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int SHOWN = 20;

    private final Terminal terminal;
    private final ServiceAccess access;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    RollupCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "What about them? 'neuralops rollup verify'");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Add up all rows anew and compare with what reports tell. Status 1 if anything differs.",
                "Writers are not held up meanwhile."
            },
            footer = {
                "",
                "Examples:",
                "  neuralops rollup verify --tenant acme",
                "  neuralops rollup verify --tenant acme --repair"
            })
    int verify(
            @Option(names = "--repair", description = "Put right what differs.") boolean repair,
            @Mixin TenantOption tenant)
            throws Exception {
        return access.use(tenant.id(), api -> verify(api, repair));
    }

    private int verify(Api api, boolean repair) throws Exception {
        Progress progress = new Progress(terminal, "comparing");
        Map<String, Object> request = new HashMap<>(Map.of("repair", repair));
        long subjects = 0;
        long buckets = 0;
        long differing = 0;
        long incidents = 0;
        JsonNode next;
        do {
            JsonNode part = api.post("/reports/rollups/verify", request);
            subjects += part.path("subjects").asLong();
            buckets += part.path("buckets").asLong();
            for (JsonNode one : part.path("differences")) {
                if (differing++ < SHOWN) {
                    progress.end();
                    terminal.out().println(line(one));
                }
            }
            differing +=
                    part.path("differing").asLong() - part.path("differences").size();
            incidents += part.path("incidents").asLong();
            progress.show(-1, subjects + " workflows and alerts, " + buckets + " quarters of an hour");
            next = part.path("next_cursor");
            request.put("cursor", next.asText());
        } while (!next.isNull());
        progress.end();
        return tell(subjects, buckets, differing, incidents, repair);
    }

    private static String line(JsonNode one) {
        String workflow = one.path("workflow").asText();
        return one.path("bucket").asText() + " " + (workflow.isEmpty() ? "all together" : workflow) + " lacks: "
                + one.path("lacks").asText();
    }

    private int tell(long subjects, long buckets, long differing, long incidents, boolean repaired) {
        terminal.out()
                .println("Compared " + subjects + " workflows and alerts, " + buckets + " quarters of an hour: "
                        + (differing + incidents == 0
                                ? "all is equal."
                                : differing + " numbers and " + incidents + " incidents differ"
                                        + (repaired ? "ed, and were put right." : ".")));
        return differing + incidents == 0 || repaired ? 0 : DIFFERENT;
    }
}
