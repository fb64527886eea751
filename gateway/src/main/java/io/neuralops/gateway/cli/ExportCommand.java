package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.export.ExportFormat;
import io.neuralops.verticles.export.ExportWhat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports rows or a report into a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Export runs, predictions, signals or a report into a file, with a manifest beside it.",
            "It goes to where the service keeps exports: $NEURALOPS_HOME/exports, or S3. Ctrl-C has it stop; it leaves nothing behind."
        },
        footer = {
            "",
            "Examples:",
            "  neuralops export --what runs --from 2026-01-01 --to 2026-02-01",
            "  neuralops export --what signals --format ndjson --plain --from 2026-01-31T08:00:00Z --to 2026-01-31T09:00:00Z --out s.ndjson"
        })
final class ExportCommand implements Callable<Integer> {
    private static final long POLL_MS = 50;
    private static final String S3 = "s3://";

    private final Terminal terminal;
    private final ServiceAccess access;

    @Option(names = "--what", required = true, description = "runs, predictions, signals or report.")
    private ExportWhat what = ExportWhat.RUNS;

    @Option(names = "--format", defaultValue = "csv", description = "csv, json or ndjson (default: csv).")
    private ExportFormat format = ExportFormat.CSV;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "A day (UTC), or a time as 2026-01-31T08:00:00Z.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "The end, which is not part of it.")
    private String to = "";

    @Option(names = "--workflow", description = "Of that one alone.")
    private @Nullable String workflow;

    @Option(names = "--plain", description = "Not gzipped.")
    private boolean plain;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Copy the file to there, too; it must not be there yet.")
    private @Nullable Path out;

    @Mixin
    private TenantOption tenant = new TenantOption();

    ExportCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Object> asked = asked();
        if (out != null && Files.exists(out)) {
            throw new Failure.Conflict("there is something at " + out + " already").asException();
        }
        return access.use(tenant.id(), api -> {
            try (Shutdown shutdown = new Shutdown()) {
                JsonNode export = export(api, asked, shutdown);
                String location = export.path("location").asText();
                terminal.out()
                        .printf(
                                Locale.ROOT,
                                "%,d rows in %s%nSHA-256 %s%n",
                                export.path("rows").asLong(),
                                location,
                                export.path("manifest").path("sha256").asText());
                copy(location);
            }
            return 0;
        });
    }

    private Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("what", what.label());
        asked.put("format", format.label());
        asked.put("from", DayOrTime.of("--from", from).toString());
        asked.put("to", DayOrTime.of("--to", to).toString());
        asked.put("gzip", !plain);
        if (workflow != null) {
            asked.put("workflow", workflow);
        }
        return asked;
    }

    private JsonNode export(Api api, Map<String, Object> asked, Shutdown shutdown) throws Exception {
        Progress progress = new Progress(terminal, "export");
        String path = "/reports/exports/"
                + api.post("/reports/exports", asked).path("id").asText();
        Cancelling cancelling = new Cancelling(api, terminal, path, "The export", "nothing is left of it");
        shutdown.later(cancelling::run);
        try {
            JsonNode export = api.get(path);
            while (export.path("state").asText().equals("running")) {
                progress.show(
                        export.path("progress").asDouble(),
                        String.format(
                                Locale.ROOT, "%,d rows", export.path("rows").asLong()));
                Thread.sleep(POLL_MS);
                export = api.get(path);
            }
            progress.end();
            if (!export.path("state").asText().equals("succeeded")) {
                throw new Failure.Conflict(export.path("error").asText()).asException();
            }
            return export;
        } finally {
            cancelling.tooLate();
        }
    }

    private void copy(String location) throws IOException {
        if (out == null) {
            return;
        }
        if (location.startsWith(S3)) {
            throw Check.invalid("--out", "is for files of this machine, and exports go to S3: fetch it from there");
        }
        Files.copy(access.config().home().resolve(location), out);
        terminal.out().println("copied to " + out.toAbsolutePath());
    }
}
