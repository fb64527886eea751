package io.neuralops.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.Samples;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.run.Run;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final List<Example> EXAMPLES = Replay.examples(Samples.past(21, 2_000), List.of());

    @Test
    void theFirstIsJudgedByTheLatestThirtyPerCent() {
        Trial trial = Trial.hold("set", EXAMPLES, null, 1);

        assertThat(trial.evaluation().nTest()).isEqualTo(600);
        assertThat(trial.verdict().promoted()).isTrue();
        assertThat(trial.holdout()).isEqualTo(EXAMPLES.get(1_400).run().startedAt());
    }

    /** A champion would know the answers to what it learned from. */
    @Test
    void theChampionIsOnlyJudgedByRunsThatItHasNotLearnedFrom() {
        List<Example> judging = new ArrayList<>();
        Trial.Champion champion = champion(1_600, examples -> {
            judging.addAll(examples);
            return Evaluator.probabilities(model(1_600), examples);
        });

        Trial trial = Trial.hold("set", EXAMPLES, champion, 1);

        assertThat(judging).isEqualTo(EXAMPLES.subList(1_800, 2_000));
        assertThat(trial.evaluation().nTrain()).isEqualTo(1_800);
        assertThat(trial.verdict().runs()).isEqualTo(200);
        assertThat(trial.verdict().championFigures()).isNotNull();
    }

    @Test
    void aChampionOfLongAgoIsJudgedByTheLatestThirtyPerCent() {
        Trial trial = Trial.hold("set", EXAMPLES, champion(300, scoring(300)), 1);

        assertThat(trial.verdict().runs()).isEqualTo(600);
    }

    @Test
    void withTooFewNewRunsNobodyIsPromotedAndTheFiguresAreThere() {
        Trial trial = Trial.hold("set", EXAMPLES, champion(1_950, scoring(1_950)), 1);

        assertThat(trial.verdict().promoted()).isFalse();
        assertThat(trial.verdict().objections()).singleElement().asString().contains("v1", "100");
        assertThat(trial.verdict().champion()).isEqualTo("v1");
        assertThat(trial.evaluation().nTest()).isEqualTo(600);
    }

    @Test
    void aChampionOfBadProbabilitiesIsReplacedAndAnEqualOneIsNot() {
        Scoring backwards = examples -> {
            double[] p = scoring(1_000).probabilities(examples);
            for (int i = 0; i < p.length; i++) {
                p[i] = 1 - p[i];
            }
            return p;
        };

        assertThat(Trial.hold("set", EXAMPLES, champion(1_000, backwards), 1)
                        .verdict()
                        .promoted())
                .isTrue();
        assertThat(Trial.hold("set", EXAMPLES, champion(1_390, scoring(1_400)), 1)
                        .verdict()
                        .promoted())
                .isFalse();
    }

    @Test
    void historiesThatTeachNothingAreRefused() {
        assertThatThrownBy(() -> Trial.hold("set", EXAMPLES.subList(0, 1), null, 1))
                .isInstanceOf(FailureException.class);
        List<Run> alike = Samples.past(21, 400).stream()
                .map(run -> run.failed() ? Samples.flipped(run) : run)
                .toList();
        assertThatThrownBy(() -> Trial.hold("set", Replay.examples(alike, List.of()), null, 1))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void aHoldoutOfOneKindIsJudgedAllTheSame() {
        List<Run> runs = new ArrayList<>(Samples.past(21, 700));
        runs.sort(java.util.Comparator.comparing(Run::startedAt));
        for (int i = 480; i < 700; i++) {
            Run run = runs.get(i);
            runs.set(i, run.failed() ? Samples.flipped(run) : run);
        }
        Trial trial = Trial.hold("set", Replay.examples(runs, List.of()), null, 1);

        assertThat(trial.evaluation().model().rocAuc()).isNaN();
        assertThat(trial.verdict().runs()).isEqualTo(trial.evaluation().nTest()).isGreaterThan(200);
    }

    private static LinearModel model(int learned) {
        return Trainer.train(EXAMPLES.subList(0, learned));
    }

    private static Scoring scoring(int learned) {
        LinearModel model = model(learned);
        return examples -> Evaluator.probabilities(model, examples);
    }

    private static Trial.Champion champion(int learned, Scoring scoring) {
        return new Trial.Champion("v1", EXAMPLES.get(learned - 1).run().startedAt(), 0.5, scoring);
    }
}
