package io.neuralops.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** A key set in a file, such as a mounted configuration. */
final class JwksFile implements JwksSource {
    private final Vertx vertx;
    private final String path;

    JwksFile(Vertx vertx, String path) {
        this.vertx = vertx;
        this.path = path;
    }

    @Override
    public Future<Buffer> read() {
        return vertx.fileSystem().props(path).compose(properties -> {
            if (!properties.isRegularFile() || properties.size() > MAX_BYTES) {
                return Future.failedFuture(new UnreadableKeys("not a file of at most " + MAX_BYTES + " bytes"));
            }
            return vertx.fileSystem().readFile(path);
        });
    }
}
