package io.neuralops.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures in tests. */
public final class Outcomes {
    private static final int PATIENCE_SECONDS = 30;

    private Outcomes() {}

    /** What a future holds once it succeeds. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the future failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the future did not complete", e);
        }
    }

    /** Why a future fails. */
    public static Throwable causeOf(Future<?> future) {
        try {
            Object result = future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the future succeeded with " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the future did not complete", e);
        }
    }

    /** The failure that a future ends with, of the kind that is expected. */
    public static <F extends Failure> F failureOf(Future<?> future, Class<F> kind) {
        Throwable cause = causeOf(future);
        assertThat(cause).isInstanceOf(FailureException.class);
        Failure failure = ((FailureException) cause).failure();
        assertThat(failure).isInstanceOf(kind);
        return kind.cast(failure);
    }
}
