package io.neuralops.verticles.cache.redis;

import io.neuralops.verticles.cache.CacheFigures.Asked;
import java.io.Serial;

/** Redis was of no use. It has no stack trace: it is nothing that anybody but a counter hears of. */
final class NoAnswer extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Asked why;

    NoAnswer(Asked why) {
        super(why.label(), null, false, false);
        this.why = why;
    }

    static Asked why(Throwable cause) {
        return cause instanceof NoAnswer none ? none.why : Asked.ERROR;
    }
}
