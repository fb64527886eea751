package io.neuralops.verticles.profiler.guard;

import io.neuralops.verticles.profiler.load.Route;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps connections to a host at addresses that were looked at: each new one goes to such an address, not to the name. On one
 * event loop.
 */
public final class Pin implements Route {
    private final Guard guard;
    private final Host host;
    private final int port;
    private final WorkerExecutor workers;
    private final Consumer<RefusedTarget> refused;
    private List<InetAddress> addresses = List.of();
    private int turn;

    /**
     * Leads nowhere yet.
     *
     * @param refused is told when a connection was wanted and the name leads where none may go
     */
    public Pin(Vertx vertx, Guard guard, Host host, int port, Consumer<RefusedTarget> refused) {
        this.refused = refused;
        this.guard = guard;
        this.host = host;
        this.port = port;
        // Names that nobody answers for hold up each other at the most.
        this.workers = vertx.createSharedWorkerExecutor("profiler-names", 2);
    }

    /**
     * Resolves the name again; whether it leads elsewhere than before. Fails with {@link RefusedTarget} if it must not be asked, and
     * then leads nowhere; with {@link java.net.UnknownHostException} if it can't be resolved now, and leads where it did.
     */
    public Future<Boolean> refresh() {
        return workers.executeBlocking(() -> guard.resolve(host, port), false)
                .map(Objects::requireNonNull)
                .map(found -> {
                    boolean moved = !addresses.isEmpty() && !found.containsAll(addresses);
                    addresses = found;
                    return moved;
                })
                .onFailure(cause -> {
                    if (cause instanceof RefusedTarget) {
                        addresses = List.of();
                    }
                });
    }

    /** Resolved for each connection: one was lost, and where it led may not be what the name leads to any more. */
    @Override
    public Future<Optional<SocketAddress>> address() {
        return refresh()
                .onFailure(cause -> {
                    if (cause instanceof RefusedTarget why) {
                        refused.accept(why);
                    }
                })
                .recover(cause -> addresses.isEmpty() ? Future.failedFuture(cause) : Future.succeededFuture(false))
                .map(known -> Optional.of(next()));
    }

    /** In turn: the first of several addresses may be that of a machine which is away. */
    private SocketAddress next() {
        InetAddress address = addresses.get(Math.floorMod(turn++, addresses.size()));
        return SocketAddress.inetSocketAddress(port, address.getHostAddress());
    }
}
