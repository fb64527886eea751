package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import io.neuralops.bench.load.LoadResult;
import io.neuralops.bench.load.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a tenant that keeps to its share notices of another that asks ten times its own. The share is a tenth of what
 * saturates the service. Measured with that share as the limit of each tenant, and without a limit. Writes {@code
 * reports/noisy_neighbour.json}.
 */
@Command(
        name = "bench/noisy-neighbour",
        mixinStandardHelpOptions = true,
        description = "Measures what one tenant's flood does to the latency of another.")
public final class NoisyNeighbour implements Callable<Integer> {
    private static final String QUIET = "acme";
    private static final String NOISY = "globex";
    /** Of what saturates: the share of one of ten tenants, so that the flood alone saturates. */
    private static final double SHARE = 0.1;

    private static final double CALM = 0.8;
    private static final double FLOOD = 10;
    private static final double BAR = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--rounds", defaultValue = "5", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", defaultValue = "8", description = "Of calm and of flood (default: ${DEFAULT-VALUE}).")
    private int seconds = 8;

    @Option(names = "--rate", paramLabel = "N", description = "Saturating requests a second; default: looked for.")
    private double rate;

    private NoisyNeighbour() {}

    /** Run by {@code bench/noisy-neighbour}. */
    public static void main(String[] arguments) {
        System.exit(Settings.run(new NoisyNeighbour(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Workspace work = Workspace.create("noisy-neighbour");
                ServiceProcess service =
                        new ServiceProcess(settings.launcher(), work.file("home"), Settings.tokensRequired())) {
            Subject.add(service, QUIET);
            Subject.add(service, NOISY);
            Subject subject = new Subject(service, work);
            Tokens tokens = new Tokens(subject.prepare(QUIET), subject.prepare(NOISY));
            double saturating = rate > 0 ? rate : saturation(service, tokens);
            int share = Math.max(1, (int) (saturating * SHARE));
            System.out.printf(Locale.ROOT, "saturated at %,.0f/s; the share is %,d/s%n", saturating, share);
            Variant withLimit;
            try (ServiceProcess limited = service.with("NEURALOPS_RATE_LIMIT", Integer.toString(share))) {
                withLimit = variant("with the share as limit", limited, tokens, share);
            }
            Variant withoutLimit = variant("without a limit", service, tokens, share);

            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("service", Subject.version(service));
            figures.put("saturating_per_second", Numbers.rounded(saturating));
            figures.put("share_per_second", share);
            figures.put("seconds_of_a_phase", seconds);
            figures.put("ratio_bar", BAR);
            figures.put("verdict", withLimit.verdict());
            figures.put("with_the_share_as_limit", withLimit);
            figures.put("without_a_limit", withoutLimit);
            Evidence.write(settings.report(), "NoisyNeighbour", figures);
            System.out.println("written: " + settings.report());
            return withLimit.verdict() == Verdict.INVALID ? 1 : 0;
        }
    }

    private static double saturation(ServiceProcess service, Tokens tokens) throws Exception {
        try (Serving serving = service.serve()) {
            return Asking.of(serving, tokens.quiet()).saturation();
        }
    }

    private Variant variant(String name, ServiceProcess service, Tokens tokens, int share) throws Exception {
        List<Round> measured = new ArrayList<>();
        try (Serving serving = service.serve()) {
            Asking quiet = Asking.of(serving, tokens.quiet());
            Asking noisy = Asking.of(serving, tokens.noisy());
            System.out.println(name);
            both(quiet, noisy, share, FLOOD, Asking.WARMING);
            both(quiet, noisy, share, CALM, Asking.WARMING);
            Duration phase = Duration.ofSeconds(seconds);
            for (int number = 1; number <= rounds; number++) {
                Round round = Round.of(both(quiet, noisy, share, CALM, phase), both(quiet, noisy, share, FLOOD, phase));
                measured.add(round);
                System.out.printf(
                        Locale.ROOT,
                        "  %d: p99 %.2f ms in calm, %.2f ms in flood, ratio %.2f; the flood got %s%n",
                        number,
                        round.calm().quiet().accepted().p99Ms(),
                        round.flood().quiet().accepted().p99Ms(),
                        round.ratio(),
                        round.flood().noisy().statuses());
            }
        }
        Variant variant = Variant.of(measured);
        System.out.printf(Locale.ROOT, "  ratio %.2f, bar %.1f: %s%n", variant.ratioMedian(), BAR, variant.verdict());
        return variant;
    }

    /** Both tenants at once; the noisy one has a thread of its own, so that its flood doesn't make the other's asking late. */
    private static Phase both(Asking quiet, Asking noisy, int share, double noise, Duration measured) throws Exception {
        try (ExecutorService neighbour = Executors.newSingleThreadExecutor()) {
            Future<LoadResult> flood = neighbour.submit(() -> noisy.at(new Schedule(noise * share, WARM_UP, measured)));
            LoadResult result = quiet.at(new Schedule(CALM * share, WARM_UP, measured));
            return new Phase(result, flood.get());
        }
    }

    private record Tokens(String quiet, String noisy) {}

    private record Phase(LoadResult quiet, LoadResult noisy) {}

    private record Round(double ratio, Phase calm, Phase flood) {
        static Round of(Phase calm, Phase flood) {
            double ratio =
                    flood.quiet().accepted().p99Ms() / calm.quiet().accepted().p99Ms();
            return new Round(Numbers.rounded(ratio), calm, flood);
        }

        /** The generator kept to the quiet tenant's schedule; whether it managed the whole flood is of no account. */
        boolean valid() {
            return calm.quiet().punctual() && flood.quiet().punctual();
        }

        boolean quietWasServed() {
            return calm.quiet().sustained() && flood.quiet().sustained();
        }
    }

    private record Variant(double ratioMedian, Verdict verdict, List<Round> rounds) {
        static Variant of(List<Round> rounds) {
            double ratio = Numbers.median(rounds.stream().map(Round::ratio).toList());
            boolean reached = ratio <= BAR && rounds.stream().allMatch(Round::quietWasServed);
            return new Variant(ratio, Verdict.of(rounds.stream().allMatch(Round::valid), reached), rounds);
        }
    }
}
