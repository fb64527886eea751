package io.neuralops.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;

/** A request that remembers whether its body is wanted: a caller whose body we don't read can't be slow. */
final class WatchedRequest extends HttpServerRequestWrapper {
    private boolean wanted = true;

    WatchedRequest(HttpServerRequestInternal request) {
        super(request);
    }

    /** Whether more of the body would be read if it came. */
    boolean wanted() {
        return wanted && !delegate.isEnded();
    }

    @Override
    public HttpServerRequest pause() {
        wanted = false;
        return super.pause();
    }

    @Override
    public HttpServerRequest resume() {
        wanted = true;
        return super.resume();
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        wanted = true;
        return super.fetch(amount);
    }
}
