package io.neuralops.verticles.quality;

import io.neuralops.models.quality.Feedback;
import io.neuralops.models.run.RunKey;
import io.neuralops.sql.store.LiveStore.Live;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a version answered lately. Each run counts once, with the latest of its predictions: somebody who asks again and again
 * says nothing new.
 *
 * @param vectors what was scored, the newest first
 * @param labelled what turned out to be so or not, the newest first
 */
record LiveWindow(List<float[]> vectors, List<Labelled> labelled) {
    /** A probability and what became of it. */
    record Labelled(Instant at, double probability, boolean failed) {}

    double[] probabilities() {
        return labelled.stream().mapToDouble(Labelled::probability).toArray();
    }

    boolean[] failed() {
        boolean[] failed = new boolean[labelled.size()];
        for (int i = 0; i < failed.length; i++) {
            failed[i] = labelled.get(i).failed();
        }
        return failed;
    }

    /** Takes up predictions, the newest first. */
    static final class Gathering {
        private final int mostVectors;
        private final Map<RunKey, Feedback> said;
        private final Set<RunKey> seen = new HashSet<>();
        private final Set<RunKey> told = new HashSet<>();
        private final List<float[]> vectors = new ArrayList<>();
        private final List<Labelled> labelled = new ArrayList<>();

        /**
         * Begins.
         *
         * @param said what people said of runs, which is what counts
         */
        Gathering(int mostVectors, Map<RunKey, Feedback> said) {
            this.mostVectors = mostVectors;
            this.said = said;
        }

        void take(Live live) {
            RunKey run = new RunKey(live.runId(), live.attempt());
            float[] features = live.features();
            if (features != null && vectors.size() < mostVectors && seen.add(run)) {
                vectors.add(features);
            }
            Boolean ended = live.failed();
            if (ended != null && told.add(run)) {
                Feedback verdict = said.get(run);
                boolean failed = verdict == null ? ended : verdict.failed().orElse(ended);
                labelled.add(new Labelled(live.createdAt(), live.probability(), failed));
            }
        }

        LiveWindow window() {
            return new LiveWindow(List.copyOf(vectors), List.copyOf(labelled));
        }
    }
}
