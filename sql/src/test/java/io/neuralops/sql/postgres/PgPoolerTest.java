package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.DatabaseContract;
import io.neuralops.sql.Outcomes;
import io.neuralops.sql.Work;
import io.neuralops.sql.isolation.Proving;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Behind a pooler in transaction mode all promises hold, though nothing of a session lasts longer than a transaction. */
class PgPoolerTest extends DatabaseContract {
    private static PgBouncer pooler;

    private final PgDsn direct = PgServer.shared().database();

    @BeforeAll
    static void startPooler() throws IOException {
        Optional<Path> program = PgBouncer.installed();
        assumeTrue(program.isPresent(), "pgbouncer is not installed (on Debian: apt-get install pgbouncer)");
        PgServer server = PgServer.shared();
        PgDsn owner = server.database();
        pooler = PgBouncer.start(program.get(), owner, List.of(owner, server.service(owner)));
    }

    @AfterAll
    static void stopPooler() {
        if (pooler != null) {
            pooler.close();
        }
    }

    @Override
    protected Database open() {
        return PgServer.shared().open(PgTests.VERTX, pooler.dsn(direct, true));
    }

    @Override
    protected Runnable holdCommits() {
        return Hold.on(database, of(ACME));
    }

    @Test
    void anEmptyDatabaseIsBroughtUpToDate() {
        PgDsn empty = PgServer.shared().emptyDatabase();
        Database fresh = PgServer.shared().open(PgTests.VERTX, pooler.dsn(empty, true));
        try {
            await(fresh.create(ACME));
            await(fresh.tx(of(ACME), put(ACME, "a")));
            assertThat(await(fresh.read(of(ACME), ids()))).containsExactly("a");
        } finally {
            await(fresh.close());
        }
    }

    /** More callers than the server has sessions, each of which serves one tenant after the other. */
    @Test
    void sessionsServeManyTenantsAndNoneSeesAnothersRows() {
        List<TenantId> tenants = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            TenantId tenant = new TenantId("t" + i);
            await(database.create(tenant));
            tenants.add(tenant);
        }
        List<Future<?>> answers = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            String id = "row" + round;
            for (TenantId tenant : tenants) {
                answers.add(database.tx(of(tenant), put(tenant, tenant + id)));
                answers.add(database.tx(of(tenant), s -> ids().run(s).map(found -> requireOwn(tenant, found))));
                answers.add(database.read(of(tenant), s -> ids().run(s).map(found -> requireOwn(tenant, found))));
            }
        }
        answers.forEach(Outcomes::await);
        Work<List<Integer>> backend = s -> s.query("SELECT pg_backend_pid()", row -> row.integer(0));
        List<Future<List<Integer>>> asked = new ArrayList<>();
        for (TenantId tenant : tenants) {
            asked.add(database.read(of(tenant), backend));
            assertThat(stored(tenant)).hasSize(20);
        }
        assertThat(asked.stream().flatMap(one -> await(one).stream()).distinct().count())
                .isLessThanOrEqualTo(6);
    }

    /** A pooler takes no such wish from a connection: it is the login's own. */
    @Test
    void noPlanIsForAllTenants() {
        Work<List<String>> mode = s -> s.query("SELECT current_setting('plan_cache_mode')", row -> row.text(0));

        assertThat(await(database.read(of(ACME), mode))).containsExactly("force_custom_plan");
    }

    @Test
    void noAttackSucceeds() {
        Proving.plant(database);

        assertThat(Proving.all(database))
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy((name, observation) -> assertThat(observation.held())
                        .as(name + ": " + observation.text())
                        .isTrue());
    }

    @Test
    void whoForgetsToSayThatThereIsAPoolerIsToldHow() {
        PgSettings untold = PgServer.shared().settings(pooler.dsn(direct, false));

        Failure.Unavailable failure = failureOf(
                PgDatabase.open(PgTests.VERTX, untold, PgServer.shared().keeper()), Failure.Unavailable.class);
        assertThat(failure.detail()).contains("pooler", "pgbouncer=true");
    }

    private static List<String> requireOwn(TenantId tenant, List<String> found) {
        assertThat(found).allMatch(id -> id.startsWith(tenant.value()));
        return found;
    }
}
