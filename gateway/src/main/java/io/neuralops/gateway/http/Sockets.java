package io.neuralops.gateway.http;

import io.neuralops.gateway.auth.AcceptedToken;
import io.neuralops.gateway.auth.Credential;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Underway;
import io.neuralops.models.tenant.Principal;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;

/** What takes the WebSockets of one event loop. All calls come on it. */
public interface Sockets {
    /**
     * Who knocks.
     *
     * @param credential what it showed, if anything
     * @param accepted what that came to
     * @param local who it is as long as it shows nothing, where that is somebody
     * @param sameMachine whether it comes from this machine
     * @param sockJs whether it speaks SockJS around its messages
     */
    record Visitor(
            @Nullable Credential credential,
            @Nullable AcceptedToken accepted,
            @Nullable Principal local,
            boolean sameMachine,
            boolean sockJs) {}

    /** A place that was taken. */
    interface Place {
        /** The connection is open. */
        Underway opened(ServerWebSocket socket, ConnectionGuard guard);

        /** It came to nothing. */
        void leave();
    }

    /** Counts an attempt to connect, before anybody looks who it is; a failure if there are too many. */
    void knock();

    /** Takes a place for one connection more; a failure if there is none. */
    Place enter(Visitor visitor);

    /** Counts one that was turned away. */
    void turnedAway(Throwable cause);

    /** Takes no more, answers the calls under way and closes all; ends when that is done. */
    Future<?> drain();
}
