package io.neuralops.verticles.secrets.vault;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A body of which no more than a bounded number of bytes is taken. */
final class LimitedBody<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> whole;
    private long left;
    private @Nullable Subscription subscription;

    LimitedBody(BodySubscriber<T> whole, long bytes) {
        this.whole = whole;
        this.left = bytes;
    }

    @Override
    public CompletionStage<T> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (left < 0) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            left -= buffer.remaining();
        }
        if (left >= 0) {
            whole.onNext(buffers);
            return;
        }
        if (subscription != null) {
            subscription.cancel();
        }
        whole.onError(new NotVault("answers with more than is taken"));
    }

    @Override
    public void onError(Throwable cause) {
        whole.onError(cause);
    }

    @Override
    public void onComplete() {
        if (left >= 0) {
            whole.onComplete();
        }
    }
}
