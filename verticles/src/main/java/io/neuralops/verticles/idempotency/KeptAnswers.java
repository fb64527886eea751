package io.neuralops.verticles.idempotency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.IdempotencyStore.Kept;
import io.neuralops.sql.store.IdempotencyStore.Rewritten;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rewrites answers that are kept for those who ask again. */
public final class KeptAnswers {
    private final Database database;
    private final IdempotencyStore store;
    private final Blocking blocking;

    public KeptAnswers(Database database, IdempotencyStore store, Blocking blocking) {
        this.database = database;
        this.store = store;
        this.blocking = blocking;
    }

    /**
     * Some answers.
     *
     * @param end the place of the last that was looked at; 0 if there was none
     * @param found those that the rewriting changes
     */
    public record Portion(long end, int found, int changed) {}

    /**
     * Rewrites the next answers after a place.
     *
     * @param rewriting gives an answer itself where there is nothing to change; it may rely on ASCII alone
     * @param forReal whether to keep what it gives
     */
    public Future<Portion> rewrite(
            Principal principal, long after, int most, UnaryOperator<String> rewriting, boolean forReal) {
        return database.read(principal, session -> store.answers(session, principal.tenant(), after, most))
                .compose(kept -> kept.isEmpty()
                        ? Future.succeededFuture(new Portion(0, 0, 0))
                        : blocking.run(() -> rewritten(kept, rewriting))
                                .compose(changes -> keep(principal, changes, forReal)
                                        .map(changed ->
                                                new Portion(kept.getLast().position(), changes.size(), changed))));
    }

    private Future<Integer> keep(Principal principal, List<Rewritten> changes, boolean forReal) {
        return changes.isEmpty() || !forReal
                ? Future.succeededFuture(0)
                : database.tx(principal, session -> store.rewrite(session, principal.tenant(), changes));
    }

    private static List<Rewritten> rewritten(List<Kept> kept, UnaryOperator<String> rewriting) throws IOException {
        List<Rewritten> changes = new ArrayList<>();
        for (Kept answer : kept) {
            boolean packed = answer.encoding() != null;
            String before = new String(packed ? Packing.unzip(answer.body()) : answer.body(), ISO_8859_1);
            String after = rewriting.apply(before);
            if (!after.equals(before)) {
                byte[] body = after.getBytes(ISO_8859_1);
                changes.add(new Rewritten(answer, packed ? Packing.zip(body) : body));
            }
        }
        return changes;
    }
}
