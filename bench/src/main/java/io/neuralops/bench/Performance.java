package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What the service does in a second, as durable as ever, beside what peers do that keep nothing, asked the same by turns on the
 * same machine. A peer that isn't installed is skipped, and the report says so. Writes {@code reports/metrics/performance.json}.
 */
@Command(
        name = "bench/performance",
        mixinStandardHelpOptions = true,
        description = "Measures the service beside a bare Vert.x echo and FastAPI with scikit-learn, by turns.")
public final class Performance implements Callable<Integer> {
    /** JVMs compile what they run often, and take longer over more of it. */
    private static final int WARM_UP_TURNS = 3;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "5", description = "Of each scenario (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "3", description = "Of a turn (default: ${DEFAULT-VALUE}).")
    private int seconds = 3;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "The scenarios: predict, predictions, ingest (default: all).")
    private List<String> only = Scenarios.NAMES;

    @Option(
            names = "--python",
            split = ",",
            paramLabel = "PROGRAM",
            defaultValue = "python3,/usr/bin/python3",
            description = "Of which the first that has FastAPI and the like is taken (default: ${DEFAULT-VALUE}).")
    private List<String> pythons = List.of("python3");

    @Option(names = "--peers", required = true, hidden = true)
    private Path peers = Path.of("bench/peers");

    private Performance() {}

    /** Run by {@code bench/performance}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new Performance(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Scenarios.NAMES.containsAll(only)) {
            System.err.println("bench/performance: --only takes " + String.join(", ", Scenarios.NAMES));
            return 2;
        }
        FastApi.Found found = FastApi.find(pythons);
        if (found instanceof FastApi.Found.Missing missing) {
            System.err.println("bench/performance: goes on without FastAPI, which is " + missing.why());
        }
        try (Workspace work = Workspace.create("performance");
                ServiceProcess service = new ServiceProcess(settings.launcher(), work.file("home"), environment())) {
            String token = new Subject(service, work).prepare("local");
            try (Serving serving = service.serve();
                    Peers others = Peers.start(work, serving, found, peers)) {
                List<Scenario> scenarios = Scenarios.prepare(work, token, fresh(serving, work.file("home")));
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("service", Subject.version(service));
                figures.put("store", "sqlite, each answer durable before it is given");
                figures.put("load", Wrk.version() + ", " + Wrk.CONNECTIONS + " connections");
                figures.put("event_loops", Settings.eventLoops());
                figures.put("jvm_flags", serving.jvmFlags());
                figures.put("peers", others.about());
                figures.put("rounds", rounds);
                figures.put("seconds_of_a_turn", seconds);
                return report(figures, measured(scenarios, serving, others));
            }
        }
    }

    /** The peers write no line for each request either. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Settings.tokensRequired());
        environment.put("NEURALOPS_ACCESS_LOG", "errors");
        return environment;
    }

    private List<String> fresh(Serving service, Path home) throws Exception {
        List<String> tokens = new ArrayList<>();
        try (TenantTokens minting = new TenantTokens(home);
                Caller caller = new Caller(service.port())) {
            String platform = minting.of(TenantId.PLATFORM, Role.ADMIN);
            for (int round = 0; only.contains("ingest") && round <= rounds; round++) {
                String tenant = "round_" + round;
                caller.post(platform, "/tenants", "{\"id\":\"" + tenant + "\"}");
                tokens.add(minting.of(new TenantId(tenant), Role.OPERATOR));
            }
        }
        return tokens;
    }

    private Map<String, ScenarioFigures> measured(List<Scenario> scenarios, Serving service, Peers others)
            throws IOException, InterruptedException {
        Map<String, ScenarioFigures> measured = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            if (only.contains(scenario.name())) {
                measured.put(scenario.name(), measured(scenario, service, others));
            }
        }
        return measured;
    }

    private ScenarioFigures measured(Scenario scenario, Serving service, Peers others)
            throws IOException, InterruptedException {
        System.out.println(scenario.operation());
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(Scenarios.SERVICE, service.port());
        byte[] answer = scenario.requests().answer(service.port());
        try (Serving echo = others.echo(answer)) {
            ports.putAll(others.ports(scenario.peers(), echo));
            for (Map.Entry<String, Integer> peer : ports.entrySet()) {
                if (!peer.getKey().equals(Scenarios.SERVICE)) {
                    scenario.requests().answer(peer.getValue());
                }
            }
            List<Map<String, Wrk.Result>> taken = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                taken.add(round(scenario, round, ports));
            }
            return ScenarioFigures.of(scenario, others.skipped(), taken.subList(1, taken.size()));
        }
    }

    private Map<String, Wrk.Result> round(Scenario scenario, int number, Map<String, Integer> ports)
            throws IOException, InterruptedException {
        Path script = scenario.requests().script(number);
        Map<String, Wrk.Result> turns = new LinkedHashMap<>();
        StringBuilder line = new StringBuilder(number == 0 ? "warm-up" : "round " + number);
        for (Map.Entry<String, Integer> one : ports.entrySet()) {
            Wrk.Result result = Wrk.ask(script, one.getValue(), number == 0 ? WARM_UP_TURNS * seconds : seconds);
            turns.put(one.getKey(), result);
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %,.0f/s%s",
                    one.getKey(),
                    result.perSecond() * scenario.perRequest(),
                    result.clean() ? "" : " INVALID"));
        }
        System.out.println(line);
        return turns;
    }

    private int report(Map<String, Object> figures, Map<String, ScenarioFigures> scenarios) throws IOException {
        Verdict verdict = ScenarioFigures.verdict(scenarios.values());
        figures.put("scenarios", scenarios);
        figures.put("verdict", verdict);
        Evidence.write(settings.report(), "Performance", figures);
        new TreeMap<>(scenarios)
                .forEach((name, scenario) -> scenario.peers()
                        .forEach(
                                (peer, versus) -> System.out.println(name + " against " + peer + ": " + told(versus))));
        System.out.println(verdict + "\nwritten: " + settings.report());
        return verdict == Verdict.INVALID ? 1 : 0;
    }

    private static String told(ScenarioFigures.Versus versus) {
        return switch (versus) {
            case ScenarioFigures.Versus.Skipped skipped -> "skipped, " + skipped.skipped();
            case ScenarioFigures.Versus.Compared compared ->
                String.format(Locale.ROOT, "%.3f times", compared.ratio())
                        + (compared.bar() == null ? "" : ", bar " + compared.bar())
                        + (compared.verdict() == null ? "" : ": " + compared.verdict());
        };
    }
}
