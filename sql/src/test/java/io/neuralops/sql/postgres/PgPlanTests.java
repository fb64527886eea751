package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How statements would be done. */
abstract class PgPlanTests extends PgTests {
    /** By an index, in the partition of the tenant alone. */
    protected void byIndex(Function<Session, Future<?>> work) {
        assertThat(plans(work))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan)
                        .contains("Index", "tenant_acme.")
                        .doesNotContain("Seq Scan", "tenant_globex."));
    }

    /** What is made of no rows may fail. */
    protected List<String> plans(Function<Session, Future<?>> work) {
        List<String> plans = new ArrayList<>();
        await(database.tx(
                of(ACME),
                s -> work.apply(new Explaining(s, plans)).<Void>mapEmpty().otherwiseEmpty()));
        return plans;
    }
}
