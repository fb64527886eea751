package io.neuralops.verticles.tenancy;

import io.neuralops.sql.Session;
import io.vertx.core.Future;

/** What becomes of the model that was learned from shared histories when the last tenant that shared withdraws. */
public interface Withdrawal {
    /** Has it answer no more, within a session of the platform's; how many versions did. */
    Future<Integer> retire(Session session);

    /** To be called once that is stored, or may be. */
    void forget();
}
