package io.neuralops.gateway.bridge;

import io.neuralops.gateway.auth.AcceptedToken;
import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.bridge.BridgeFigures.TurnedAway;
import io.neuralops.gateway.http.Sockets;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Underway;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The connections of one event loop. */
final class LoopSockets implements Sockets {
    private static final long SPREAD_MS = 1_000;

    private final Desk desk;
    private final Places places;
    private final Authenticator authenticator;
    private final Json json;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Promise<Void> drained = Promise.promise();
    private boolean draining;

    LoopSockets(Vertx vertx, Desk desk, Places places, Authenticator authenticator, Json json) {
        this.desk = desk;
        this.places = places;
        this.authenticator = authenticator;
        this.json = json;
        vertx.setPeriodic(SPREAD_MS, elapsed -> desk.topics().spread());
    }

    @Override
    public void knock() {
        if (draining) {
            throw new Failure.Unavailable("the service is ending", Duration.ofSeconds(5)).asException();
        }
        places.knock();
    }

    @Override
    public Place enter(Visitor visitor) {
        AcceptedToken accepted = visitor.accepted();
        places.enter(accepted == null ? null : accepted.principal().tenant());
        Identity identity = new Identity(authenticator, places, visitor);
        Wire wire = visitor.sockJs() ? new Wire.SockJs(json) : new Wire.Raw();
        return new Taken(identity, wire);
    }

    @Override
    public void turnedAway(Throwable cause) {
        desk.figures().turnAway(why(cause));
    }

    private static TurnedAway why(Throwable cause) {
        if (!(cause instanceof FailureException failed)) {
            return TurnedAway.OTHER;
        }
        return switch (failed.failure()) {
            case Failure.RateLimited storm -> TurnedAway.STORM;
            case Failure.Overloaded full -> TurnedAway.ROOM;
            case Failure.Unavailable full -> TurnedAway.ROOM;
            case Failure.Unauthenticated token -> TurnedAway.TOKEN;
            case Failure.Forbidden origin -> TurnedAway.ORIGIN;
            case Failure.Malformed malformed -> TurnedAway.MALFORMED;
            default -> TurnedAway.OTHER;
        };
    }

    @Override
    public Future<?> drain() {
        draining = true;
        List.copyOf(connections).forEach(Connection::drain);
        endIfDrained();
        return drained.future();
    }

    private void endIfDrained() {
        if (draining && connections.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** A place that was taken. */
    private final class Taken implements Place {
        private final Identity identity;
        private final Wire wire;

        Taken(Identity identity, Wire wire) {
            this.identity = identity;
            this.wire = wire;
        }

        @Override
        public Underway opened(ServerWebSocket socket, ConnectionGuard guard) {
            Connection connection = new Connection(socket, guard, wire, desk, identity, this::ended);
            connections.add(connection);
            connection.open();
            if (draining) {
                connection.drain();
            }
            return connection;
        }

        @Override
        public void leave() {
            identity.leave();
        }

        private void ended(Connection connection) {
            connections.remove(connection);
            endIfDrained();
        }
    }
}
