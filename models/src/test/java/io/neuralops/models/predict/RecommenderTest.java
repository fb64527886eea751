package io.neuralops.models.predict;

import static io.neuralops.models.Samples.at;
import static io.neuralops.models.Samples.ended;
import static io.neuralops.models.Samples.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.Moment;
import io.neuralops.models.feature.Outcome;
import io.neuralops.models.feature.TenantHistory;
import io.neuralops.models.feature.Transform;
import io.neuralops.models.predict.SuggestedAction.Kind;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.SignalState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Column(Column.Source.HISTORY, "base_rate", null, Transform.LOGIT, 0, 1),
            new Column(Column.Source.METRIC, "size", null, Transform.LOG1P, 0, 1),
            new Column(Column.Source.LABEL, "event", "push", Transform.IDENTITY, 0, 1)));

    private final Recommender recommender = new Recommender(SCHEMA, 0.4);
    private final TenantHistory history = new TenantHistory();

    @Test
    void theSummaryTellsTheLastRunsTheRateAndWhatFires() {
        past("build", "SSFFF");
        assertThat(summary("build", 0.73)).isEqualTo("73 % likely to fail: the last 3 runs failed, 44 % of all fail.");
        past("test", "F");
        assertThat(summary("test", 0.4)).startsWith("40 % likely to fail: the last run failed, ");
        past("lint", "FS");
        assertThat(summary("lint", 0.4)).contains(": the last run succeeded, ");
        past("docs", "FSS");
        assertThat(summary("docs", 0.4)).contains(": the last 2 runs succeeded, ");
        fires("db", "slow", Severity.WARNING);
        assertThat(summary("build", 0.73)).endsWith(" of all fail, 1 signal fires now.");
        fires("db", "down", Severity.CRITICAL);
        assertThat(summary("build", 0.73)).endsWith(" of all fail, 2 signals fire now.");
    }

    @Test
    void anUnknownWorkflowIsSaidToBeJudgedByTheTenant() {
        past("build", "SSFFF");

        assertThat(summary("new", 0.2))
                .isEqualTo("20 % likely to fail: new has no finished runs yet; judged by the 5 runs of the tenant.");
        assertThat(summary(null, 0.2))
                .isEqualTo("20 % likely to fail: the workflow is not known; judged by the 5 runs of the tenant.");
    }

    @Test
    void belowTheThresholdNothingIsSuggestedWhateverFires() {
        past("deploy", "FFFF");
        fires("db", "down", Severity.CRITICAL);

        assertThat(action("deploy", 0.39)).isEqualTo(Kind.NONE);
        assertThat(action("deploy", 0.4)).isEqualTo(Kind.HOLD_DEPLOY);
    }

    @Test
    void aCriticalSignalComesFirstAndHoldsDeploys() {
        past("build", "FFFF");
        past("Release/eu", "FFFF");
        fires("db", "down", Severity.CRITICAL);

        assertThat(explain("build", 0.8).action())
                .isEqualTo(new SuggestedAction(Kind.CHECK_SIGNAL, "Look at 'db down' first: it fires now."));
        assertThat(explain("Release/eu", 0.8).action())
                .isEqualTo(new SuggestedAction(Kind.HOLD_DEPLOY, "Hold it until 'db down' is resolved."));
    }

    @Test
    void aWarningAloneHoldsNothing() {
        past("deploy", "FFFF");
        fires("db", "slow", Severity.WARNING);

        assertThat(action("deploy", 0.8)).isEqualTo(Kind.INVESTIGATE_WORKFLOW);
    }

    @Test
    void threeFailuresInARowAreToBeInvestigated() {
        past("build", "SFFF");

        assertThat(explain("build", 0.8).action().reason())
                .isEqualTo("It failed 3 times in a row; another run tells nothing new.");
        assertThat(action("build", 0.8)).isEqualTo(Kind.INVESTIGATE_WORKFLOW);
    }

    @Test
    void aFailureThatIsUsuallyFollowedBySuccessIsToBeRetried() {
        past("build", "SF".repeat(20));

        Recommendation recommendation = explain("build", 0.5);
        assertThat(recommendation.action().kind()).isEqualTo(Kind.RETRY_RUN);
        // 19 successes after a failure: 1 - 5 * base / 24 with base near one half
        assertThat(recommendation.action().reason())
                .isEqualTo("After a failure its next run succeeds 90 % of the time.");
    }

    @Test
    void aFailureThatIsUsuallyFollowedByAnotherIsToBeInvestigated() {
        past("build", "FFFFFFFFFFFFFFFFSFF");

        assertThat(action("build", 0.8)).isEqualTo(Kind.INVESTIGATE_WORKFLOW);
    }

    @Test
    void anAlarmAfterASuccessIsToBeInvestigated() {
        past("build", "FFFS");

        assertThat(explain("build", 0.5).action().reason()).startsWith("It fails often enough");
    }

    @Test
    void theInputsThatMovedMostComeFirst() {
        past("build", "SF");
        Recommendation recommendation = recommender.explain(
                "build", 0.5, new float[] {0.3f, Float.NaN, 1}, new float[] {-0.2f, 0, 0.9f}, moment("build"));

        assertThat(recommendation.features())
                .containsExactly(
                        new Contribution("labels.event=push", 1f, 0.9f),
                        new Contribution("base_rate", 0.3f, -0.2f),
                        new Contribution("metrics.size", Float.NaN, 0));
    }

    @Test
    void atMostFiveInputsAreShown() {
        List<Column> columns = new ArrayList<>();
        float[] contributions = new float[12];
        for (int i = 0; i < 12; i++) {
            columns.add(new Column(Column.Source.METRIC, "m" + i, null, Transform.LOG1P, 0, 1));
            contributions[i] = i;
        }
        Recommendation recommendation = new Recommender(new FeatureSchema(columns), 0.4)
                .explain("build", 0.5, new float[12], contributions, moment("build"));

        assertThat(recommendation.features())
                .extracting(Contribution::name)
                .containsExactly("metrics.m11", "metrics.m10", "metrics.m9", "metrics.m8", "metrics.m7");
    }

    @Test
    void theEvidenceCanBeLookedUp() {
        past("build", "FSF");
        fires("db", "slow", Severity.WARNING);
        Evidence evidence = explain("build", 0.5).evidence();

        assertThat(evidence.finishedRuns()).isEqualTo(3);
        assertThat(evidence.recentFailures()).containsExactly(new RunKey("build-2", 1), new RunKey("build-0", 1));
        assertThat(evidence.signals())
                .containsExactly(new Evidence.FiringSignal("db slow", "db", "slow", Severity.WARNING, at(500)));
    }

    @Test
    void withoutAModelNothingIsSuggestedAndItIsSaidWhy() {
        past("build", "SSF");
        Recommendation few = Recommender.withoutModel(0.25, Basis.INSUFFICIENT_HISTORY, moment("build"));
        Recommendation untrained = Recommender.withoutModel(0.25, Basis.BASE_RATE, moment("build"));

        assertThat(few.summary())
                .isEqualTo("Only 3 finished runs are known, too few to tell runs apart; 25 % is how often they fail.");
        assertThat(untrained.summary())
                .isEqualTo("No model has been trained yet; 25 % is how often this workflow fails.");
        assertThat(few.features()).isEmpty();
        assertThat(few.action().kind()).isEqualTo(Kind.NONE);
        assertThat(few.evidence().finishedRuns()).isEqualTo(3);
    }

    @Test
    void theBaseModelSaysWhatItIsAndSuggestsNothingWhereNothingIsKnown() {
        Recommender base = Recommender.ofBase(SCHEMA, 0.4);
        Recommendation nothing = base.explain("build", 0.5, new float[3], new float[3], moment("build"));
        past("build", "SSF");
        Recommendation little = base.explain("build", 0.5, new float[3], new float[3], moment("build"));
        Recommendation other = base.explain("deploy", 0.5, new float[3], new float[3], moment("deploy"));

        assertThat(nothing.summary())
                .isEqualTo("50 % likely to fail by the base model: build has no finished runs yet.");
        assertThat(nothing.action())
                .isEqualTo(new SuggestedAction(Kind.NONE, "Too little is known to suggest anything."));
        assertThat(nothing.evidence().finishedRuns()).isZero();
        assertThat(little.summary()).startsWith("50 % likely to fail by the base model: the last run failed, ");
        assertThat(little.action().kind()).isEqualTo(Kind.RETRY_RUN);
        assertThat(other.summary()).endsWith("deploy has no finished runs yet; judged by the 3 runs of the tenant.");
    }

    private Kind action(String workflow, double probability) {
        return explain(workflow, probability).action().kind();
    }

    private String summary(String workflow, double probability) {
        return explain(workflow, probability).summary();
    }

    private Recommendation explain(String workflow, double probability) {
        return recommender.explain(workflow, probability, new float[3], new float[3], moment(workflow));
    }

    private Moment moment(String workflow) {
        return history.at(workflow, at(1_000));
    }

    private void past(String workflow, String outcomes) {
        for (int i = 0; i < outcomes.length(); i++) {
            history.add(workflow, Outcome.of(ended(workflow, workflow + "-" + i, i, i + 1, outcomes.charAt(i) == 'F')));
        }
    }

    private void fires(String service, String name, Severity severity) {
        history.add(signal(service + " " + name, service, name, severity, SignalState.FIRING, 500));
    }
}
