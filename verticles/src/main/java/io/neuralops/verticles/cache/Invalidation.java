package io.neuralops.verticles.cache;

import io.neuralops.verticles.operation.Event;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has answers forgotten when something happens that they may tell of. */
public final class Invalidation implements Consumer<Event> {
    private volatile @Nullable Cache cache;

    /** Begins to listen for a cache. */
    public void listenFor(Cache keeper) {
        cache = keeper;
    }

    @Override
    public void accept(Event event) {
        Cache keeper = cache;
        if (keeper != null && changes(event)) {
            keeper.changed(event.tenant());
        }
    }

    /** Whatever isn't known to leave the rows as they are may have changed them. */
    private static boolean changes(Event event) {
        return switch (event) {
            // Some ten thousand a second; they are counted later, and who counts them says so.
            case Event.PredictionMade made -> false;
            case Event.PredictionFailed failed -> false;
            case Event.ShadowScored scored -> false;
            case Event.ShadowDropped dropped -> false;
            case Event.TrainingProgressed progressed -> false;
            case Event.ModelRefused refused -> false;
            case Event.AnswerReplayed replayed -> false;
            case Event.RequestRefused refused -> false;
            case Event.KeyRefused refused -> false;
            default -> true;
        };
    }
}
