package io.neuralops.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many predictions the service answers, as a share of what a bare Vert.x server answers to the same requests on the same
 * machine in the same minutes. The two take turns, so that what disturbs one disturbs the other. Writes {@code
 * reports/edge.json}, or {@code reports/edge_postgres.json} when the rows are kept in PostgreSQL.
 */
@Command(
        name = "bench/edge",
        mixinStandardHelpOptions = true,
        description = "Measures predictions a second as a share of a bare Vert.x echo's answers, by turns.")
public final class Edge implements Callable<Integer> {
    private static final double BAR = 0.30;
    private static final double BAR_ON_POSTGRES = 0.20;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "7", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(names = "--seconds", defaultValue = "10", description = "Of a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--postgres", description = "Keep the rows in a PostgreSQL that is brought along.")
    private boolean postgres;

    private Edge() {}

    /** Run by {@code bench/edge}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Edge(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("edge")) {
            if (!postgres) {
                return measure(work, Settings.tokensRequired(), Map.of("store", "sqlite"));
            }
            try (PostgresProcess server = PostgresProcess.start(work)) {
                Map<String, String> environment = new HashMap<>(Settings.tokensRequired());
                environment.put("POSTGRES_DSN", server.dsn());
                return measure(work, environment, Map.of("store", "postgresql", "postgresql", server.settings()));
            }
        }
    }

    private int measure(Workspace work, Map<String, String> environment, Map<String, Object> store) throws Exception {
        String wrkVersion = Wrk.version();
        try (ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("home"), environment)) {
            String token = new Subject(service, work).prepare("local");
            try (Serving serving = service.serve()) {
                byte[] answer = Questions.typicalAnswer(serving.port(), token);
                List<EchoRound> measured;
                try (Serving echo = EchoProcess.start(work, serving, answer)) {
                    measured = EchoRound.measure(
                            rounds, echo.port(), serving.port(), new Wrk(work, token).script(), seconds);
                }
                Map<String, Object> about = new LinkedHashMap<>();
                about.put("service", Subject.version(service));
                about.putAll(new TreeMap<>(store));
                about.put(
                        "echo",
                        "vert.x " + io.vertx.core.Vertx.class.getPackage().getImplementationVersion());
                about.put("load", wrkVersion);
                about.put("event_loops", Settings.eventLoops());
                about.put("jvm_flags_of_both", serving.jvmFlags());
                about.put("answer_bytes", answer.length);
                return report(about, measured);
            }
        }
    }

    private int report(Map<String, Object> about, List<EchoRound> measured) throws IOException {
        return EchoRound.report(
                "Edge", settings.report(), about, measured, seconds, postgres ? BAR_ON_POSTGRES : BAR, true);
    }
}
