package io.neuralops.models.predict;

import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.Moment;
import io.neuralops.models.feature.Past;
import io.neuralops.models.predict.SuggestedAction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a prediction into words: a summary, the inputs that mattered, the evidence, and an action from the catalogue. */
public final class Recommender {
    private static final int SHOWN = 5;
    private static final int SUMMARY_LENGTH = 128;
    private static final int BROKEN_STREAK = 3;
    private static final double RECOVERS = 0.5;
    private static final String TOO_LITTLE = "Too little is known to suggest anything.";

    private final List<String> names;
    private final double threshold;
    private final boolean base;

    /**
     * Explains the predictions of one model.
     *
     * @param threshold the probability from which on the model raises an alarm
     */
    public Recommender(FeatureSchema schema, double threshold) {
        this(schema, threshold, false);
    }

    private Recommender(FeatureSchema schema, double threshold, boolean base) {
        this.names = schema.columns().stream().map(Column::name).toList();
        this.threshold = threshold;
        this.base = base;
    }

    /** Explains the predictions of the base model, which may be asked where a tenant has no finished runs at all. */
    public static Recommender ofBase(FeatureSchema schema, double threshold) {
        return new Recommender(schema, threshold, true);
    }

    /** Explains one prediction of the model. */
    public Recommendation explain(
            @Nullable String workflow, double probability, float[] raw, float[] contributions, Moment moment) {
        boolean alarm = probability >= threshold;
        return new Recommendation(
                summary(workflow, probability, moment),
                ranked(raw, contributions),
                Evidence.of(moment),
                action(workflow, alarm, moment));
    }

    /** Explains an answer for which no model was asked. */
    public static Recommendation withoutModel(double probability, Basis basis, Moment moment) {
        int runs = moment.past().tenantRuns();
        String summary = basis == Basis.INSUFFICIENT_HISTORY
                ? "Only " + runs + " finished runs are known, too few to tell runs apart; " + percent(probability)
                        + " is how often they fail."
                : "No model has been trained yet; " + percent(probability) + " is how often this workflow fails.";
        return new Recommendation(summary, List.of(), Evidence.of(moment), new SuggestedAction(Kind.NONE, TOO_LITTLE));
    }

    private List<Contribution> ranked(float[] raw, float[] contributions) {
        int[] order = strongest(contributions, Math.min(SHOWN, contributions.length));
        List<Contribution> ranked = new ArrayList<>(order.length);
        for (int i : order) {
            ranked.add(new Contribution(names.get(i), raw[i], rounded(contributions[i])));
        }
        return ranked;
    }

    /** To four places: more digits would promise more than a model knows. */
    private static float rounded(float contribution) {
        return (float) (Math.round(contribution * 1e4) / 1e4);
    }

    /** The places of the largest contributions, either way, the largest first; of equals the first. */
    private static int[] strongest(float[] contributions, int count) {
        int[] places = new int[count];
        int found = 0;
        for (int i = 0; i < contributions.length; i++) {
            float strength = Math.abs(contributions[i]);
            int at = found;
            while (at > 0 && Math.abs(contributions[places[at - 1]]) < strength) {
                at--;
            }
            if (at < count) {
                found = Math.min(found + 1, count);
                System.arraycopy(places, at, places, at + 1, found - at - 1);
                places[at] = i;
            }
        }
        return places;
    }

    private String summary(@Nullable String workflow, double probability, Moment moment) {
        StringBuilder words = new StringBuilder(SUMMARY_LENGTH);
        percent(probability, words).append(base ? " likely to fail by the base model: " : " likely to fail: ");
        reason(workflow, moment, words);
        return words.append('.').toString();
    }

    private void reason(@Nullable String workflow, Moment moment, StringBuilder words) {
        Past past = moment.past();
        if (past.runs() == 0) {
            words.append(workflow == null ? "the workflow is not known" : workflow)
                    .append(workflow == null ? "" : " has no finished runs yet");
            if (!base || past.tenantRuns() > 0) {
                words.append("; judged by the ").append(past.tenantRuns()).append(" runs of the tenant");
            }
            return;
        }
        words.append("the last ");
        if (past.streak() == 1) {
            words.append("run");
        } else {
            words.append(past.streak()).append(" runs");
        }
        words.append(past.last() == 1 ? " failed, " : " succeeded, ");
        percent(past.baseRate(), words).append(" of all fail");
        int firing = moment.firing().critical() + moment.firing().warning();
        if (firing > 0) {
            words.append(", ").append(firing).append(firing == 1 ? " signal fires now" : " signals fire now");
        }
    }

    private SuggestedAction action(@Nullable String workflow, boolean alarm, Moment moment) {
        Past past = moment.past();
        if (!alarm) {
            return new SuggestedAction(Kind.NONE, "The risk is below the level at which an alarm is worth it.");
        }
        if (moment.firing().critical() > 0) {
            String signal = moment.firing().worst().getFirst().service() + " "
                    + moment.firing().worst().getFirst().name();
            return deploys(workflow)
                    ? new SuggestedAction(Kind.HOLD_DEPLOY, "Hold it until '" + signal + "' is resolved.")
                    : new SuggestedAction(Kind.CHECK_SIGNAL, "Look at '" + signal + "' first: it fires now.");
        }
        if (past.last() == 1 && past.streak() >= BROKEN_STREAK) {
            return new SuggestedAction(
                    Kind.INVESTIGATE_WORKFLOW,
                    "It failed " + past.streak() + " times in a row; another run tells nothing new.");
        }
        if (past.last() == 1 && past.afterLast() < RECOVERS) {
            return new SuggestedAction(
                    Kind.RETRY_RUN,
                    "After a failure its next run succeeds " + percent(1 - past.afterLast()) + " of the time.");
        }
        if (base && past.runs() == 0) {
            return new SuggestedAction(Kind.NONE, TOO_LITTLE);
        }
        return new SuggestedAction(
                Kind.INVESTIGATE_WORKFLOW, "It fails often enough to be looked at before more runs are spent on it.");
    }

    private static boolean deploys(@Nullable String workflow) {
        String name = workflow == null ? "" : workflow.toLowerCase(Locale.ROOT);
        return name.contains("deploy") || name.contains("release") || name.contains("rollout");
    }

    private static String percent(double probability) {
        return percent(probability, new StringBuilder()).toString();
    }

    private static StringBuilder percent(double probability, StringBuilder words) {
        return words.append(Math.round(probability * 100)).append(" %");
    }
}
