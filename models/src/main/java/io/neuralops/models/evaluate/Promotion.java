package io.neuralops.models.evaluate;

import io.neuralops.models.figures.BinaryMetrics;
import io.neuralops.models.figures.Figures;
import io.neuralops.models.train.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a challenger is better than the champion, on runs of which neither has learned. It has to be so beyond
 * chance, by enough to be worth a change, and without probabilities that mean less; else it stays as it is. Whatever isn't a
 * number counts against it.
 */
public final class Promotion {
    /** A gain in log loss, in nats, that is worth a change. */
    public static final double LEAST_GAIN = 0.002;

    /** How much worse its calibration error may be. */
    public static final double ECE_ALLOWANCE = 0.01;

    private Promotion() {}

    /**
     * The probabilities of the champion on the runs that judge.
     *
     * @param version its name
     * @param threshold from which on it raises an alarm
     */
    public record Champion(String version, double[] probabilities, double threshold) {}

    /**
     * Judges.
     *
     * @param evaluation of the challenger and the baselines on the same runs
     * @param challenger its probabilities
     * @param champion null if none answers: then the baselines are all there is to beat
     * @param failed whether each of the runs failed
     */
    public static Verdict judge(
            Evaluation evaluation, double[] challenger, @Nullable Champion champion, boolean[] failed, long seed) {
        return judge(evaluation, challenger, champion, failed, seed, Pace.FREE);
    }

    /** The same at a pace. */
    static Verdict judge(
            Evaluation evaluation,
            double[] challenger,
            @Nullable Champion champion,
            boolean[] failed,
            long seed,
            Pace pace) {
        double loss = evaluation.model().logLoss();
        List<String> objections = new ArrayList<>();
        beats(loss, "previous status", evaluation.previousStatus().logLoss(), objections);
        if (champion == null) {
            beats(loss, "the failure rate", evaluation.majority().logLoss(), objections);
            return new Verdict(objections.isEmpty(), objections, null, failed.length, null, null);
        }
        Figures figures = BinaryMetrics.of(champion.probabilities(), failed, champion.threshold());
        Gain gain = Gain.of(differences(champion.probabilities(), challenger, failed), seed, pace);
        if (!(gain.lower() > 0)) {
            objections.add(String.format(
                    Locale.ROOT,
                    "what it gains in log loss may be chance: with 95 %% no more is known than that it is above %.5f",
                    gain.lower()));
        }
        if (!(gain.mean() >= LEAST_GAIN)) {
            objections.add(String.format(
                    Locale.ROOT, "it gains %.5f nats in log loss, less than %.3f", gain.mean(), LEAST_GAIN));
        }
        if (!(evaluation.model().ece() <= figures.ece() + ECE_ALLOWANCE)) {
            objections.add(String.format(
                    Locale.ROOT,
                    "its calibration error is %.4f, more than %.2f above the champion's %.4f",
                    evaluation.model().ece(),
                    ECE_ALLOWANCE,
                    figures.ece()));
        }
        return new Verdict(objections.isEmpty(), objections, champion.version(), failed.length, figures, gain);
    }

    private static void beats(double loss, String name, double other, List<String> objections) {
        if (!(loss < other)) {
            objections.add(
                    String.format(Locale.ROOT, "it does not beat %s: log loss %.5f against %.5f", name, loss, other));
        }
    }

    private static double[] differences(double[] champion, double[] challenger, boolean[] failed) {
        double[] differences = new double[failed.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] =
                    BinaryMetrics.logLoss(champion[i], failed[i]) - BinaryMetrics.logLoss(challenger[i], failed[i]);
        }
        return differences;
    }
}
