package io.neuralops.gateway.cli;

import io.neuralops.gateway.importing.Format;
import io.neuralops.gateway.importing.Item;
import io.neuralops.gateway.importing.ReportReader;
import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.evaluate.Evaluator;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.figures.Figures;
import io.neuralops.models.run.Run;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Replay;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how well runs of a file could have been predicted. Stores nothing. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Learn from the earlier 70 %% of the runs and measure on the later 30 %%, beside two baselines.",
            "Several files are taken as one history. Nothing is stored."
        },
        footer = {"", "Example:", "  neuralops evaluate runs.csv.gz --json"})
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Exports of runs; - is standard input.")
    private List<String> files = List.of();

    @Option(names = "--format", description = "csv, ndjson or github; default: by the file's name.")
    private @Nullable Format format;

    @Option(names = "--map", paramLabel = "THEIRS=OURS", description = "Rename a column; may be repeated.")
    private List<String> map = List.of();

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Progress progress = new Progress(terminal, "evaluating");
        List<Run> runs = new ArrayList<>();
        long refused = 0;
        for (String file : files) {
            refused += read(file, runs, progress);
        }
        progress.show(0.5, "replaying " + runs.size() + " runs");
        List<Example> examples = Replay.examples(runs, List.of());
        progress.show(0.7, "fitting");
        Evaluation evaluation = Evaluator.evaluate(name(), examples);
        progress.end();
        if (refused > 0) {
            terminal.err().println(refused + " lines were rejected; 'neuralops import' says which and why");
        }
        terminal.out().println(json ? new Json().write(EvaluationReport.of(evaluation)) : words(evaluation));
        return 0;
    }

    private long read(String file, List<Run> runs, Progress progress) throws IOException {
        Instant now = terminal.clock().instant();
        long refused = 0;
        try (ReportReader<RecordRun> reader = Files.open(file, format, map, terminal)) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case Item.Rejected<RecordRun> rejected -> refused++;
                    case Item.Report<RecordRun> report -> refused += add(report, now, runs) ? 0 : 1;
                }
                progress.show(-1, runs.size() + " runs read");
            }
        }
        return refused;
    }

    private static boolean add(Item.Report<RecordRun> report, Instant now, List<Run> runs) {
        try {
            return runs.add(report.report().toRun(now));
        } catch (FailureException e) {
            return false;
        }
    }

    private String name() {
        return files.stream()
                .map(file -> Path.of(file).getFileName().toString())
                .collect(Collectors.joining("+"));
    }

    private static String words(Evaluation e) {
        return String.format(
                        Locale.ROOT,
                        "%s: learned from %d runs, measured on the %d after them, of which %.1f %% failed%n",
                        e.set(),
                        e.nTrain(),
                        e.nTest(),
                        e.baseRate() * 100)
                + String.format(
                        "%-16s %8s %8s %8s %8s %8s %8s", "", "ROC AUC", "PR AUC", "Brier", "log loss", "ECE", "F1")
                + line("model", e.model())
                + line("previous status", e.previousStatus())
                + line("majority", e.majority())
                + "\nThe model's weights on standardised inputs:"
                + e.features().stream().map(EvaluateCommand::weight).collect(Collectors.joining());
    }

    private static String line(String name, Figures f) {
        return String.format(
                Locale.ROOT,
                "%n%-16s %8.4f %8.4f %8.4f %8.4f %8.4f %8.4f",
                name,
                f.rocAuc(),
                f.prAuc(),
                f.brier(),
                f.logLoss(),
                f.ece(),
                f.f1());
    }

    private static String weight(Evaluation.Weight w) {
        return String.format(Locale.ROOT, "%n  %+.3f ± %.3f  %s", w.weight(), w.stdError(), w.name());
    }
}
