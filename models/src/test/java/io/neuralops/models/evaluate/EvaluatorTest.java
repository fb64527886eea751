package io.neuralops.models.evaluate;

import static io.neuralops.models.Samples.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.Samples;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.figures.Figures;
import io.neuralops.models.run.Run;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final Offset<Double> EXACTLY = within(1e-12);

    /** One run after the other; the first ten train, the last four test. */
    private static final String OUTCOMES = "SSFFFSSFSS" + "FFSS";

    @Test
    void theBaselinesOfATinySetAreRight() {
        List<Example> examples = Replay.examples(oneAfterTheOther(OUTCOMES), List.of());
        Evaluation evaluation = Evaluator.measure("tiny", coin(), examples.subList(0, 10), examples.subList(10, 14));

        assertThat(evaluation.set()).isEqualTo("tiny");
        assertThat(evaluation.nTrain()).isEqualTo(10);
        assertThat(evaluation.nTest()).isEqualTo(4);
        assertThat(evaluation.baseRate()).isEqualTo(0.5);
        // In training 2 of 5 failed after S and 2 of 4 after F; the test runs follow S, F, F, S.
        Figures previous = evaluation.previousStatus();
        assertThat(previous.rocAuc()).isCloseTo(0.5, EXACTLY);
        assertThat(previous.brier()).isCloseTo((0.36 + 0.25 + 0.25 + 0.16) / 4, EXACTLY);
        assertThat(previous.logLoss()).isCloseTo(-(Math.log(0.4) + 2 * Math.log(0.5) + Math.log(0.6)) / 4, EXACTLY);
        assertThat(previous.f1()).isCloseTo(0.5, EXACTLY);
        // 4 of 10 failed in training.
        Figures majority = evaluation.majority();
        assertThat(majority.rocAuc()).isEqualTo(0.5);
        assertThat(majority.prAuc()).isEqualTo(0.5);
        assertThat(majority.brier()).isCloseTo((0.36 * 2 + 0.16 * 2) / 4, EXACTLY);
        assertThat(majority.f1()).isZero();
        // The model is a coin.
        assertThat(evaluation.model().brier()).isCloseTo(0.25, EXACTLY);
        assertThat(evaluation.model().f1()).isCloseTo(2 * 2 / 6.0, EXACTLY);
    }

    @Test
    void theF1OfThePreviousStatusIsThatOfTheStatusItself() {
        // After a failure a run always succeeds here, so its score is 0; its F1 still alarms after failures.
        List<Example> examples = Replay.examples(oneAfterTheOther("SFSFSFSSSF" + "FFFS"), List.of());
        Evaluation evaluation = Evaluator.measure("set", coin(), examples.subList(0, 10), examples.subList(10, 14));

        // the test runs follow F, F, F, F: 4 alarms, 3 of them right
        assertThat(evaluation.previousStatus().f1()).isCloseTo(2 * 3 / 7.0, EXACTLY);
    }

    @Test
    void theCutIsAtSeventyPerCentInOrderOfStart() {
        List<Example> examples = Replay.examples(Samples.past(9, 333), List.of());
        Evaluation evaluation = Evaluator.evaluate("set", examples);
        LinearModel model = Trainer.train(examples.subList(0, 233));

        assertThat(evaluation.nTrain()).isEqualTo(233);
        assertThat(evaluation.nTest()).isEqualTo(100);
        assertThat(evaluation.features())
                .extracting(Evaluation.Weight::name)
                .isEqualTo(model.schema().names());
        assertThat(evaluation.features().stream()
                        .mapToDouble(Evaluation.Weight::weight)
                        .toArray())
                .containsExactly(model.weights());
        assertThat(evaluation.model().threshold()).isEqualTo(model.threshold());
        assertThat(evaluation.majority().rocAuc()).isEqualTo(0.5);
    }

    /** Whatever happens in the test part, nothing that was fitted notices. */
    @Test
    void nothingIsFittedOnTheTestPart() {
        List<Run> runs = Samples.past(9, 400);
        List<Run> otherFuture = new ArrayList<>();
        Run firstTested = Replay.examples(runs, List.of()).get(280).run();
        for (Run run : runs) {
            otherFuture.add(run.startedAt().isBefore(firstTested.startedAt()) ? run : Samples.flipped(run));
        }
        Evaluation evaluation = Evaluator.evaluate("set", Replay.examples(runs, List.of()));
        Evaluation other = Evaluator.evaluate("set", Replay.examples(otherFuture, List.of()));

        assertThat(other.features()).isEqualTo(evaluation.features());
        assertThat(other.model().threshold()).isEqualTo(evaluation.model().threshold());
        assertThat(other.baseRate()).isNotEqualTo(evaluation.baseRate());
    }

    @Test
    void aModelLearnsWhatTheSampleHolds() {
        Evaluation evaluation = Evaluator.evaluate("set", Replay.examples(Samples.past(1, 4_000), List.of()));

        assertThat(evaluation.model().rocAuc())
                .isGreaterThan(evaluation.previousStatus().rocAuc() + 0.05);
        assertThat(evaluation.model().brier()).isLessThan(evaluation.majority().brier());
        assertThat(evaluation.model().ece()).isLessThan(0.1);
    }

    @Test
    void tooFewRunsAreRefused() {
        assertThatThrownBy(() -> Evaluator.evaluate("set", List.of())).isInstanceOf(FailureException.class);
        List<Example> few = Replay.examples(Samples.past(9, 60), List.of());
        assertThatThrownBy(() -> Evaluator.evaluate("set", few)).isInstanceOf(FailureException.class);
    }

    private static LinearModel coin() {
        return new LinearModel(new FeatureSchema(List.of()), new double[0], 0, new double[0], 0.5);
    }

    private static List<Run> oneAfterTheOther(String outcomes) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < outcomes.length(); i++) {
            runs.add(ended("w", "r" + i, 10 * i, 10 * i + 5, outcomes.charAt(i) == 'F'));
        }
        return runs;
    }
}
