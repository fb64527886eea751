package io.neuralops.verticles.cache.redis;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.cache.CacheFigures;
import io.neuralops.verticles.cache.CacheFigures.Told;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of each tenant, as a name that is taken anew with each change and that all processes see in Redis. It is a name that
 * was never given before, and no number that counts: a count that Redis forgot would begin again, and old answers would be good again.
 *
 * <p>Until Redis has taken up a change of this process, this process doesn't believe what it says of that tenant.
 */
final class Generations {
    private static final String PREFIX = "neuralops:generation:";
    private static final String KEPT_MS = Long.toString(24 * 60 * 60 * 1_000L);
    private static final long AGAIN_MS = 1_000;
    private static final int ROOM = 512;

    private final Vertx vertx;
    private final RedisLink link;
    private final long patienceMs;
    private final Supplier<String> names;
    private final CacheFigures figures;
    private final DoubleSupplier random;
    private final AtomicLong lastChange = new AtomicLong();
    private final Map<TenantId, State> states = new ConcurrentHashMap<>();

    /** What this process knows of a tenant. */
    private static final class State {
        private final AtomicLong changed = new AtomicLong();
        private final AtomicLong told = new AtomicLong();
        private final AtomicBoolean telling = new AtomicBoolean();

        boolean untold() {
            return told.get() < changed.get();
        }
    }

    /**
     * Knows of no change yet.
     *
     * @param patienceMs how many milliseconds Redis has to take up a change
     * @param names gives one that nobody was given before, in any process
     */
    Generations(
            Vertx vertx,
            RedisLink link,
            long patienceMs,
            Supplier<String> names,
            CacheFigures figures,
            DoubleSupplier random) {
        this.vertx = vertx;
        this.link = link;
        this.patienceMs = patienceMs;
        this.names = names;
        this.figures = figures;
        this.random = random;
    }

    /** The key under which a tenant's is kept; in a cluster, beside its answers. */
    static String key(TenantId tenant) {
        return PREFIX + "{" + tenant.value() + "}";
    }

    /** Takes one for a tenant that has none. */
    Request first(TenantId tenant) {
        return set(tenant).arg("NX");
    }

    /** Whether a text from Redis is one of this tenant's. */
    static boolean isOf(TenantId tenant, String generation) {
        return generation.startsWith(tenant.value() + ":");
    }

    /** The last change of a tenant in this process; 0 if there was none. */
    long changes(TenantId tenant) {
        State state = states.get(tenant);
        return state == null ? 0 : state.changed.get();
    }

    /** Whether Redis has taken up all changes of this process until one, and that one. */
    boolean told(TenantId tenant, long change) {
        State state = states.get(tenant);
        return state == null || state.told.get() >= change;
    }

    /** Takes another one, which Redis is told as soon as can be. Many changes at once are told once. */
    void changed(TenantId tenant) {
        State state = states.computeIfAbsent(tenant, unknown -> new State());
        state.changed.set(lastChange.incrementAndGet());
        tell(tenant, state);
    }

    /** Tells what couldn't be told. */
    void tellAll() {
        states.forEach(this::tell);
    }

    /** Tells what wasn't told yet, once and whatever comes of it. */
    Future<?> tellNow() {
        return Future.join(states.entrySet().stream()
                .filter(one -> one.getValue().untold())
                .map(one -> link.ask(patienceMs, ROOM, connection -> tell(connection, one.getKey())))
                .toList());
    }

    private void tell(TenantId tenant, State state) {
        if (!state.untold() || !state.telling.compareAndSet(false, true)) {
            return;
        }
        long change = state.changed.get();
        link.ask(patienceMs, ROOM, connection -> tell(connection, tenant))
                .otherwise(false)
                .onSuccess(taken -> {
                    figures.count(taken ? Told.TOLD : Told.FAILED);
                    if (taken) {
                        state.told.set(change);
                        state.telling.set(false);
                        tell(tenant, state);
                    } else {
                        later(tenant, state);
                    }
                });
    }

    /** Without a connection it is told when there is one. */
    private void later(TenantId tenant, State state) {
        if (link.trouble().isPresent()) {
            state.telling.set(false);
            if (link.trouble().isEmpty()) {
                tell(tenant, state);
            }
            return;
        }
        long rest = Math.round(AGAIN_MS * (0.5 + random.getAsDouble()));
        vertx.setTimer(rest, again -> {
            state.telling.set(false);
            tell(tenant, state);
        });
    }

    private Future<Boolean> tell(RedisConnection connection, TenantId tenant) {
        return connection.send(set(tenant)).map(Generations::isOk);
    }

    private static boolean isOk(@Nullable Response response) {
        return response != null
                && response.type() == ResponseType.SIMPLE
                && response.toString().equals("OK");
    }

    private Request set(TenantId tenant) {
        return Request.cmd(Command.SET)
                .arg(key(tenant))
                .arg(tenant.value() + ":" + names.get())
                .arg("PX")
                .arg(KEPT_MS);
    }
}
