package io.neuralops.bench;

import io.neuralops.bench.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One turn of the bare echo and one of the service, which are asked the same. Only a round without refusals and broken
 * connections counts.
 */
record EchoRound(
        double ratio,
        double echoPerSecond,
        double servicePerSecond,
        boolean clean,
        Wrk.Result echo,
        Wrk.Result service) {
    /** Has both asked by turns, after a turn of each that doesn't count. */
    static List<EchoRound> measure(int rounds, int echo, int service, Path script, int seconds)
            throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT, "%-8s %10s %10s %8s%n", "round", "echo/s", "service/s", "ratio");
        turn("warm-up", echo, service, script, seconds);
        List<EchoRound> measured = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            measured.add(turn(Integer.toString(number), echo, service, script, seconds));
        }
        return measured;
    }

    private static EchoRound turn(String name, int echo, int service, Path script, int seconds)
            throws IOException, InterruptedException {
        EchoRound round = of(Wrk.ask(script, echo, seconds), Wrk.ask(script, service, seconds));
        System.out.printf(
                Locale.ROOT,
                "%-8s %,10.0f %,10.0f %8.3f%s%n",
                name,
                round.echoPerSecond(),
                round.servicePerSecond(),
                round.ratio(),
                round.clean() ? "" : "  INVALID");
        return round;
    }

    private static EchoRound of(Wrk.Result echo, Wrk.Result service) {
        return new EchoRound(
                Numbers.rounded(service.perSecond() / echo.perSecond()),
                Numbers.rounded(echo.perSecond()),
                Numbers.rounded(service.perSecond()),
                echo.clean() && service.clean(),
                echo,
                service);
    }

    /**
     * Writes and prints what came of them.
     *
     * @param about what was measured
     * @param sound whether the figures say what they seem to, as far as the caller knows
     * @return the status to end with
     */
    static int report(
            String writer,
            Path file,
            Map<String, Object> about,
            List<EchoRound> measured,
            int seconds,
            double bar,
            boolean sound)
            throws IOException {
        double ratio = Numbers.median(measured.stream().map(EchoRound::ratio).toList());
        Verdict verdict = Verdict.of(sound && measured.stream().allMatch(EchoRound::clean), ratio >= bar);
        Map<String, Object> figures = new LinkedHashMap<>(about);
        figures.put("seconds_of_a_round", seconds);
        figures.put("ratio_median", ratio);
        figures.put("ratio_bar", bar);
        figures.put("verdict", verdict);
        Map<String, ToDoubleFunction<EchoRound>> medians = medians();
        medians.forEach((name, value) -> figures.put(
                name, Numbers.median(measured.stream().map(value::applyAsDouble).toList())));
        figures.put("rounds", measured);
        Evidence.write(file, writer, figures);
        medians.keySet()
                .forEach(name -> System.out.printf(Locale.ROOT, "%-28s %,12.2f%n", name, (Double) figures.get(name)));
        System.out.printf(
                Locale.ROOT, "ratio %.3f (median of %d), bar %.2f: %s%n", ratio, measured.size(), bar, verdict);
        System.out.println("written: " + file);
        return verdict == Verdict.INVALID ? 1 : 0;
    }

    private static Map<String, ToDoubleFunction<EchoRound>> medians() {
        Map<String, ToDoubleFunction<EchoRound>> medians = new LinkedHashMap<>();
        medians.put("echo_per_second_median", EchoRound::echoPerSecond);
        medians.put("service_per_second_median", EchoRound::servicePerSecond);
        medians.put("echo_p50_ms_median", round -> round.echo().p50Us() / 1e3);
        medians.put("echo_p99_ms_median", round -> round.echo().p99Us() / 1e3);
        medians.put("service_p50_ms_median", round -> round.service().p50Us() / 1e3);
        medians.put("service_p99_ms_median", round -> round.service().p99Us() / 1e3);
        return medians;
    }
}
