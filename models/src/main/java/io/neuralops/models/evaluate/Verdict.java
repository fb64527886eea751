package io.neuralops.models.evaluate;

import io.neuralops.models.figures.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a challenger earned promotion, and the numbers that say so.
 *
 * @param objections why not, for people; empty if it did
 * @param champion the version that it was compared with; null if none answered
 * @param runs how many runs it was judged by, of which neither had learned; 0 if there were too few
 * @param championFigures of the champion on those runs
 * @param gain in log loss over the champion
 */
public record Verdict(
        boolean promoted,
        List<String> objections,
        @Nullable String champion,
        int runs,
        @Nullable Figures championFigures,
        @Nullable Gain gain) {
    public Verdict {
        objections = List.copyOf(objections);
    }

    /** A challenger that could not be judged. */
    public static Verdict notJudged(@Nullable String champion, String why) {
        return new Verdict(false, List.of(why), champion, 0, null, null);
    }
}
