package io.neuralops.verticles.cache.redis;

import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.Cached;
import java.util.Optional;

/** What asking Redis came to. */
sealed interface Found {
    /** The state that the tenant was in then, if that is known. */
    Optional<String> generation();

    /** The answer that was asked for. */
    record Answer(Cached answer, Optional<String> generation) implements Found {}

    /** None that is of use. */
    record Nothing(Asked why, Optional<String> generation) implements Found {}

    static Found nothing(Asked why) {
        return new Nothing(why, Optional.empty());
    }
}
