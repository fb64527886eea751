package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.TenantId;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at model versions, and says which answers. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "List model versions, and say which answers.")
final class ModelsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    ModelsCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "What about models? list, activate or rollback; 'neuralops models list'");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the versions, the newest first: which answers, and what was found of the others.",
            footer = {"", "Example:", "  neuralops models list --tenant acme"})
    int list(@Mixin TenantOption tenant) throws Exception {
        return access.use(tenant.id(), api -> {
            String cursor = "";
            boolean any = false;
            do {
                JsonNode page = api.get("/models?limit=100" + cursor);
                for (JsonNode model : page.path("items")) {
                    any = true;
                    terminal.out().println(line(model));
                }
                JsonNode next = page.path("next_cursor");
                cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
            } while (!cursor.isEmpty());
            if (!any) {
                terminal.out().println("There is no model yet. To train one: neuralops train");
            }
            return 0;
        });
    }

    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            description = {
                "Have a version answer from now on. It has to have earned that against the one that answers;",
                "with --force any is taken."
            },
            footer = {"", "Examples:", "  neuralops models activate v7", "  neuralops models activate v7 --force"})
    int activate(
            @Parameters(paramLabel = "VERSION", description = "Such as v7.") String version,
            @Option(names = "--force", description = "Also if it has not earned it.") boolean force,
            @Mixin TenantOption tenant)
            throws Exception {
        String name = ModelVersions.name(spec, version);
        return answering(tenant.id(), "/models/" + name + "/activate", force ? Map.of("force", true) : Map.of());
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Return to the version that answered before. Once more goes back further.",
            footer = {"", "Example:", "  neuralops models rollback --tenant acme"})
    int rollback(@Mixin TenantOption tenant) throws Exception {
        return answering(tenant.id(), "/models/rollback", Map.of());
    }

    private int answering(TenantId tenant, String path, Map<String, Boolean> body) throws Exception {
        return access.use(tenant, api -> {
            JsonNode model = api.post(path, body);
            String before = model.path("predecessor").asText("");
            terminal.out()
                    .println(model.path("version").asText() + " answers from now on."
                            + (before.isEmpty() ? "" : " To go back to " + before + ": neuralops models rollback"));
            return 0;
        });
    }

    private static String line(JsonNode model) {
        return String.format(
                Locale.ROOT,
                "%-6s %s  AUC %.3f  Brier %.4f  %7d runs  %s",
                model.path("version").asText(),
                model.path("created_at").asText(),
                model.path("auc").asDouble(Double.NaN),
                model.path("brier").asDouble(Double.NaN),
                model.path("provenance").path("runs").asInt(),
                standing(model));
    }

    private static String standing(JsonNode model) {
        if (model.path("active").asBoolean()) {
            return "answers";
        }
        JsonNode verdict = model.path("verdict");
        return verdict.path("promoted").asBoolean()
                ? "earned promotion against " + verdict.path("champion").asText("the baselines")
                : "has not earned promotion: "
                        + verdict.path("objections").path(0).asText("it was never compared");
    }
}
