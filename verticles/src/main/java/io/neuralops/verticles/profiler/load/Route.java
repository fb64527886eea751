package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** Where connections go. Asked for each of them, on its lane's event loop. */
@FunctionalInterface
public interface Route {
    /** To wherever the target's name leads. */
    Route BY_NAME = () -> Future.succeededFuture(Optional.empty());

    /** The address to connect to, or none for the target's name; failed if there is to be no connection now. */
    Future<Optional<SocketAddress>> address();
}
