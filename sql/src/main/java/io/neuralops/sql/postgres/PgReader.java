package io.neuralops.sql.postgres;

import io.vertx.core.Future;
import java.util.List;

/** Reads on one snapshot, in a transaction that can't write. */
final class PgReader {
    private final PgColumns columns;

    PgReader(PgColumns columns) {
        this.columns = columns;
    }

    Future<Void> read(PgLink link, List<PgPending<?>> works) {
        return link.connection()
                .compose(connection -> {
                    PgTransaction transaction = PgTransaction.reading(link, connection, columns);
                    return PgGroup.run(transaction, link.context(), works)
                            .compose(quiet -> answer(link, transaction, works));
                })
                .recover(unreachable -> {
                    works.forEach(work -> work.fail(unreachable));
                    return Future.succeededFuture();
                });
    }

    /** What was read is true whether the end of the transaction is heard of or not. */
    private static Future<Void> answer(PgLink link, PgTransaction transaction, List<PgPending<?>> works) {
        Throwable failure = transaction.failure();
        if (failure == null) {
            works.forEach(PgPending::acknowledge);
        } else {
            works.forEach(work -> work.refuse(failure));
        }
        return transaction.rollback().recover(lost -> link.drop());
    }
}
