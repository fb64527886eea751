package io.neuralops.gateway.cli;

import io.neuralops.gateway.demo.Report;
import io.neuralops.gateway.demo.Simulation;
import io.neuralops.verticles.operation.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;

/** Reports a simulated history to the service, as an organisation would have. */
final class DemoFeed {
    private static final int GROUP = 2_000;

    private final Terminal terminal;
    private final Api api;
    private final Json json = new Json();

    DemoFeed(Terminal terminal, Api api) {
        this.terminal = terminal;
        this.api = api;
    }

    void feed(Simulation simulation) throws Exception {
        List<Report> reports = simulation.reports();
        Progress progress = new Progress(terminal, "feeding");
        Lines runs = new Lines("/runs");
        Lines signals = new Lines("/signals");
        for (int i = 0; i < reports.size(); i++) {
            switch (reports.get(i)) {
                case Report.OfRun report -> runs.add(report.run());
                case Report.OfSignal report -> signals.add(report.signal());
            }
            progress.show((double) i / reports.size(), i + " of " + reports.size() + " reports");
        }
        runs.send();
        signals.send();
        progress.end();
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "A made-up organisation reported %,d runs and %,d signals of the last 90 days.%n",
                        simulation.runs().size(),
                        simulation.signals().size());
    }

    private final class Lines {
        private final String path;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int count;

        Lines(String path) {
            this.path = path;
        }

        void add(Object command) throws Exception {
            bytes.writeBytes(json.writeBytes(command));
            bytes.write('\n');
            if (++count == GROUP) {
                send();
            }
        }

        void send() throws Exception {
            if (count > 0) {
                api.postLines(path, bytes.toByteArray());
                bytes.reset();
                count = 0;
            }
        }
    }
}
