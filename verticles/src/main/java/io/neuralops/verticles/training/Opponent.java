package io.neuralops.verticles.training;

import io.neuralops.models.evaluate.Trial;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Pace;
import io.neuralops.verticles.prediction.ServedModel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a challenger meets. What is opened for it is closed after it. */
sealed interface Opponent extends AutoCloseable {
    /** Holds the trial against it. */
    Trial meet(String set, List<Example> examples, long seed, Pace pace);

    /** Whom a version would replace; null if nobody. */
    @Nullable
    String version();

    @Override
    default void close() {}

    /** No model answers yet. */
    record Nobody() implements Opponent {
        @Override
        public @Nullable String version() {
            return null;
        }

        @Override
        public Trial meet(String set, List<Example> examples, long seed, Pace pace) {
            return Trial.hold(set, examples, null, seed, pace);
        }
    }

    /** The active model, as it is served. */
    record Champion(ServedModel model, Instant learnedUntil) implements Opponent {
        @Override
        public String version() {
            return model.version();
        }

        @Override
        public Trial meet(String set, List<Example> examples, long seed, Pace pace) {
            Trial.Champion champion =
                    new Trial.Champion(model.version(), learnedUntil, model.threshold(), model::probabilities);
            return Trial.hold(set, examples, champion, seed, pace);
        }

        @Override
        public void close() {
            model.scorer().close();
        }
    }

    /** A version is active that can't be loaded: nothing can be shown to be better than it. */
    record Unloadable(String version) implements Opponent {
        @Override
        public Trial meet(String set, List<Example> examples, long seed, Pace pace) {
            return Trial.hold(set, examples, null, seed, pace)
                    .notJudged(version, "the active model " + version + " can't be loaded to compare");
        }
    }
}
