package io.neuralops.verticles.cache.redis;

import io.neuralops.verticles.cache.CacheFigures.Asked;
import io.neuralops.verticles.cache.CacheKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks Redis for an answer, and with the same command for the state of its tenant: so both are of the same moment. */
record Question(CacheKey key, Generations generations) {
    private static final int BOTH = 2;

    /** What Redis has; never fails. */
    Future<Found> ask(RedisLink link, long patienceMs, int room) {
        Future<Response> asked = link.ask(patienceMs, room, this::read);
        return asked.transform(done -> {
            Found found = done.succeeded() ? found(done.result()) : Found.nothing(NoAnswer.why(done.cause()));
            if (found instanceof Found.Nothing none && none.why() == Asked.FOREIGN) {
                link.mistrust();
            }
            return Future.succeededFuture(found);
        });
    }

    /** Has an answer kept for a time. */
    static Future<Boolean> store(RedisConnection connection, CacheKey key, byte[] bytes, long ttlMs) {
        Request set =
                Request.cmd(Command.SET).arg(key.text()).arg(bytes).arg("PX").arg(Long.toString(ttlMs));
        return connection.send(set).map(stored -> true);
    }

    private Future<Response> read(RedisConnection connection) {
        return connection
                .send(both())
                .compose(response -> hasNoGeneration(response)
                        ? connection
                                .send(generations.first(key.tenant()))
                                // A Redis that is full takes none, but may have had one taken by another process.
                                .otherwiseEmpty()
                                .compose(taken -> connection.send(both()))
                        : Future.succeededFuture(response));
    }

    private Request both() {
        return Request.cmd(Command.MGET).arg(Generations.key(key.tenant())).arg(key.text());
    }

    private Found found(@Nullable Response response) {
        if (response == null || !isPair(response)) {
            return Found.nothing(Asked.FOREIGN);
        }
        Response state = response.get(0);
        Response stored = response.get(1);
        if (!isText(state) || !isText(stored)) {
            return Found.nothing(Asked.FOREIGN);
        }
        if (state == null) {
            return Found.nothing(Asked.MISS);
        }
        String generation = state.toString();
        if (!Generations.isOf(key.tenant(), generation)) {
            return Found.nothing(Asked.FOREIGN);
        }
        return stored == null
                ? new Found.Nothing(Asked.MISS, Optional.of(generation))
                : read(stored.toBytes(), generation);
    }

    private Found read(byte[] bytes, String generation) {
        Optional<String> known = Optional.of(generation);
        StoredAnswer stored = StoredAnswer.read(bytes).orElse(null);
        if (stored == null) {
            return new Found.Nothing(Asked.DAMAGED, known);
        }
        if (!stored.key().equals(key.text())) {
            return Found.nothing(Asked.FOREIGN);
        }
        return stored.generation().equals(generation)
                ? new Found.Answer(stored.answer(), known)
                : new Found.Nothing(Asked.MISS, known);
    }

    private static boolean hasNoGeneration(@Nullable Response response) {
        return response != null && isPair(response) && response.get(0) == null;
    }

    /** Or nothing at all. */
    private static boolean isText(@Nullable Response part) {
        return part == null || part.type() == ResponseType.BULK;
    }

    private static boolean isPair(Response response) {
        return response.type() == ResponseType.MULTI && response.size() == BOTH;
    }
}
