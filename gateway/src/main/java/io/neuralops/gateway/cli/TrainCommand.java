package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a model on what was recorded. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train a model on all recorded runs. The first one of a tenant that beats the baselines answers at once,",
            "a later one that is better than what answers once you say so (neuralops models activate).",
            "Ctrl-C has the training stop; it leaves nothing behind."
        },
        footer = {"", "Example:", "  neuralops train --tenant acme"})
final class TrainCommand implements Callable<Integer> {
    private static final long POLL_MS = 100;

    private final Terminal terminal;
    private final ServiceAccess access;

    @Mixin
    private TenantOption tenant = new TenantOption();

    TrainCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        return access.use(tenant.id(), api -> {
            try (Shutdown shutdown = new Shutdown()) {
                JsonNode model = train(api, terminal, shutdown);
                terminal.out().println(words(model, tenant.id()));
            }
            return 0;
        });
    }

    /** Trains through the API and waits; the new version. Whoever ends the process meanwhile has the training stopped. */
    static JsonNode train(Api api, Terminal terminal, Shutdown shutdown) throws Exception {
        JsonNode job = api.post("/models/train", Map.of());
        String path = "/models/jobs/" + job.path("id").asText();
        Cancelling cancelling = new Cancelling(api, terminal, path, "The training", "no model came of it");
        shutdown.later(cancelling::run);
        try {
            return finished(api, job, path, new Progress(terminal, "training"));
        } finally {
            cancelling.tooLate();
        }
    }

    private static JsonNode finished(Api api, JsonNode begun, String path, Progress progress) throws Exception {
        JsonNode job = begun;
        while (job.path("state").asText().equals("running")) {
            progress.show(job.path("progress").asDouble(), job.path("step").asText());
            Thread.sleep(POLL_MS);
            job = api.get(path);
        }
        progress.end();
        if (!job.path("state").asText().equals("succeeded")) {
            throw new Failure.Conflict(job.path("error").asText()).asException();
        }
        return api.get("/models/" + job.path("result").asText());
    }

    /** What a version is worth, in a few lines. */
    static String words(JsonNode model, TenantId tenant) {
        StringBuilder words = new StringBuilder("Model " + model.path("version").asText() + " was trained on "
                + model.path("provenance").path("runs").asInt() + " runs and "
                + (model.path("active").asBoolean() ? "answers from now on." : waiting(model, tenant)));
        JsonNode holdout = model.path("baseline");
        if (holdout.has("model")) {
            words.append("\nOn the latest ")
                    .append(holdout.path("n_test").asInt())
                    .append(" runs, learned from the ")
                    .append(holdout.path("n_train").asInt())
                    .append(" before:")
                    .append(line("model", holdout.path("model")))
                    .append(line("previous status", holdout.path("previous_status")));
        }
        return words.toString();
    }

    /** What to do with a version that doesn't answer. */
    static String waiting(JsonNode model, TenantId tenant) {
        JsonNode verdict = model.path("verdict");
        String activate = "neuralops models activate " + model.path("version").asText()
                + (tenant.equals(TenantId.LOCAL) ? "" : " --tenant " + tenant.value());
        if (verdict.path("promoted").asBoolean()) {
            return "earned promotion. It waits for you to have it answer:\n  " + activate;
        }
        String champion = verdict.path("champion").asText("");
        StringBuilder why = new StringBuilder("has not earned promotion:");
        verdict.path("objections").forEach(objection -> why.append("\n  ").append(objection.asText()));
        return why.append(champion.isEmpty() ? "\nNo model answers." : "\n" + champion + " goes on answering.")
                .append(
                        " There is nothing you have to do; train again when there are more runs.\nTo have it answer all the")
                .append(" same:\n  ")
                .append(activate)
                .append(" --force")
                .toString();
    }

    private static String line(String name, JsonNode figures) {
        return String.format(
                Locale.ROOT,
                "%n  %-16s ROC AUC %.3f   PR AUC %.3f   Brier %.4f   ECE %.3f   F1 %.3f",
                name,
                figures.path("roc_auc").asDouble(Double.NaN),
                figures.path("pr_auc").asDouble(Double.NaN),
                figures.path("brier").asDouble(Double.NaN),
                figures.path("ece").asDouble(Double.NaN),
                figures.path("f1").asDouble(Double.NaN));
    }
}
