package io.neuralops.gateway.cli;

import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes in history from files. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Take in history: runs, signals or incidents. Doing it twice changes nothing; after an interruption it goes on where it was.",
            "Lines that can't be taken are listed with the reason and left out."
        },
        footer = {
            "",
            "Examples:",
            "  neuralops import --kind incidents incidents.csv.gz",
            "  neuralops import --format csv runs.csv.gz --map pipeline_title=workflow",
            "  gh api --paginate 'repos/OWNER/NAME/actions/runs?per_page=100' | neuralops import --format github -"
        })
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, gzipped or not; - is standard input.")
    private List<String> files = List.of();

    @Option(names = "--kind", description = "What the files tell of: runs (the default), signals or incidents.")
    private Kind kind = Kind.RUNS;

    @Option(names = "--format", description = "csv, ndjson or github; default: by the file's name.")
    private @Nullable Format format;

    @Option(
            names = "--map",
            paramLabel = "THEIRS=OURS",
            description = "Rename a column, e.g. pipeline=workflow, size=metrics.size, note=- (drop); may be repeated.")
    private List<String> map = List.of();

    @Option(names = "--strict", description = "Stop at the first line that can't be taken.")
    private boolean strict;

    @Mixin
    private TenantOption tenant = new TenantOption();

    ImportCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        return access.use(tenant.id(), api -> {
            int status = 0;
            for (String file : files) {
                Checkpoint checkpoint = Checkpoint.of(access.config().home(), tenant.id(), file, readAs());
                boolean whole = new FileImport(terminal, kind, api, checkpoint, strict).run(file, format, map);
                status = whole ? status : 1;
            }
            return status;
        });
    }

    private String readAs() {
        String columns = String.join(",", map);
        return kind == Kind.RUNS ? columns : kind.label() + "," + columns;
    }
}
