package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Role;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No tenant gets at another's rows, whatever it sends and whatever the service forgets. */
class PgIsolationTest extends PgTests {
    private static final String ALL = "SELECT tenant_id || ':' || id FROM insight_signals ORDER BY 1";

    @Test
    void theServiceOwnsNothingAndBypassesNothing() {
        String login = PgServer.shared().service(dsn).user();
        assertThat(asOwner("SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
                        + " WHERE rolname = '" + login + "'"))
                .containsExactly("f");
        assertThat(asOwner("SELECT relname FROM pg_class WHERE relowner = '" + login + "'::regrole"))
                .isEmpty();
        assertThatThrownBy(() -> asService("SELECT onboard_tenant('x', 'x')"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> asService("TRUNCATE insight_signals")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> asService("CREATE TABLE x (y int)")).hasMessageContaining("permission denied");
    }

    @Test
    void everyTenantTableAndEveryPartitionIsProtectedByForce() {
        assertThat(asOwner("SELECT count(*) FROM tenant_tables")).containsExactly("14");
        assertThat(asOwner("SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relforcerowsecurity"
                        + " AND relrowsecurity AND relnamespace::regnamespace::text IN ('public', 'tenant_acme', 'tenant_globex')"
                        + " AND relname NOT IN ('tenants', 'tenant_rollups')"))
                .containsExactly("42");
        assertThat(asOwner("SELECT count(*) FROM pg_policies WHERE schemaname = 'tenant_acme'"))
                .containsExactly("56");
    }

    @Test
    void withoutClaimsNothingIsRead() {
        await(store(ACME, "a"));

        assertThat(asService(ALL)).isEmpty();
        assertThat(asService("SELECT id FROM tenants")).isEmpty();
        assertThat(asService("SET app.role = 'admin'", ALL)).isEmpty();
        assertThat(asService("SET app.writes = 'acme'", ALL)).isEmpty();
        assertThat(asService("SET app.tenant_id = 'acme'", ALL)).containsExactly("acme:a");
    }

    @ParameterizedTest
    @CsvSource({"viewer,acme,''", "operator,acme,acme", "admin,acme,acme", "root,'',''", "Admin,'',''", "'','',''"})
    void aRoleThatThereIsReadsAndAHigherOneWrites(String role, String reads, String writes) {
        String claims = Claims.SET.replace("$1", "'acme'").replace("$2", "'" + role + "'");

        assertThat(asService(
                        "BEGIN",
                        claims,
                        "SELECT current_setting('app.tenant_id') || '|' || current_setting('app.writes')"))
                .containsExactly(reads + "|" + writes);
    }

    @Test
    void aPartitionThatIsReadDirectlyGivesNothing() {
        await(store(ACME, "a"));
        String direct = "SELECT id FROM tenant_acme.insight_signals";

        assertThatThrownBy(() -> asService(direct)).hasMessageContaining("permission denied");
        String login = PgServer.shared().service(dsn).user();
        asOwner(
                "GRANT USAGE ON SCHEMA tenant_acme TO " + login,
                "GRANT ALL ON tenant_acme.insight_signals TO " + login);

        // Even if somebody grants it: the partition has policies of its own.
        assertThat(asService(direct)).isEmpty();
        assertThat(asService("SET app.tenant_id = 'globex'", "SET app.writes = 'globex'", direct))
                .isEmpty();
        assertThatThrownBy(() -> asService(
                        "SET app.tenant_id = 'globex'",
                        "SET app.writes = 'globex'",
                        "INSERT INTO tenant_acme.insight_signals SELECT nextval('insight_signals_position'), 'acme',"
                                + " 'x', NULL, 's', 'k', 'n', 1, 'info', 'point', now(), now(), '{}'"))
                .hasMessageContaining("row-level security");
    }

    @Test
    void aViewerReadsAndCannotWriteEvenIfTheServiceForgets() {
        await(store(ACME, "a"));

        assertThat(await(database.read(of(ACME, Role.VIEWER), ids()))).containsExactly("a");
        failureOf(database.tx(of(ACME, Role.VIEWER), put(ACME, "b")), Failure.Forbidden.class);
        int updated = await(
                database.tx(of(ACME, Role.VIEWER), s -> s.update("UPDATE insight_signals SET name = $1", "changed")));
        int deleted = await(database.tx(of(ACME, Role.VIEWER), s -> s.update("DELETE FROM insight_signals")));
        assertThat(List.of(updated, deleted)).containsExactly(0, 0);
        await(database.tx(of(ACME, Role.OPERATOR), put(ACME, "c")));
        assertThat(stored(ACME)).containsExactly("a", "c");
    }

    @Test
    void aRowOfAnotherTenantIsRefused() {
        failureOf(database.tx(of(ACME), put(GLOBEX, "g")), Failure.Forbidden.class);
        await(store(ACME, "a"));
        String move = "UPDATE insight_signals SET tenant_id = $1";

        failureOf(database.tx(of(ACME), s -> s.update(move, "globex")), Failure.Forbidden.class);
        assertThat(stored(ACME)).containsExactly("a");
        assertThat(stored(GLOBEX)).isEmpty();
    }

    /** Claims end with their transaction, however it ended; connections are used by all tenants in turn. */
    @Test
    void claimsDoNotLeakToWhoeverUsesTheConnectionNext() {
        await(store(ACME, "a"));
        List<Future<?>> ended = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ended.add(database.tx(of(ACME), s -> ids().run(s).compose(x -> Future.failedFuture("cancelled"))));
            ended.add(database.tx(of(ACME), s -> s.query("SELECT 1 / 0", row -> row.integer(0))));
            ended.add(database.read(of(ACME), s -> ids().run(s).compose(x -> Future.failedFuture("cancelled"))));
            ended.add(database.read(of(ACME), s -> s.query("SELECT 1 / 0", row -> row.integer(0))));
            assertThat(stored(GLOBEX)).isEmpty();
            assertThat(await(database.tx(of(GLOBEX), ids()))).isEmpty();
        }
        ended.forEach(future -> assertThat(causeOf(future)).isNotNull());
    }

    /** Ended from outside while a statement of it runs; then the very same connection serves another tenant. */
    @Test
    void whoGetsTheConnectionOfACancelledTransactionFindsNothingOfIt() {
        await(store(ACME, "a"));
        Promise<Integer> begun = Promise.promise();
        Future<?> half = database.tx(
                of(ACME),
                s -> put(ACME, "half")
                        .run(s)
                        .compose(done -> backend(s).onSuccess(begun::complete))
                        .compose(pid -> s.query("SELECT 1 FROM pg_sleep(60)", row -> row.integer(0))));
        int cancelled = await(begun.future());
        String sleeping = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND pid = "
                + cancelled + " AND query LIKE '%pg_sleep%'";
        while (asOwner(sleeping).isEmpty()) {
            assertThat(half.isComplete()).isFalse();
        }
        failureOf(half, Failure.Unavailable.class);

        int next;
        do {
            assertThat(await(database.tx(of(GLOBEX), ids()))).isEmpty();
            next = await(database.tx(of(GLOBEX), PgIsolationTest::backend));
        } while (next != cancelled);
        await(store(GLOBEX, "g"));
        assertThat(stored(GLOBEX)).containsExactly("g");
        assertThat(stored(ACME)).containsExactly("a");
    }

    private static Future<Integer> backend(Session session) {
        return session.query("SELECT pg_backend_pid()", row -> row.integer(0)).map(List::getFirst);
    }

    @Test
    void sqlAndSettingsInTextAreText() {
        List<String> hostile = List.of(
                "'; SELECT set_config('app.tenant_id', 'globex', false); --",
                "set_config('app.role', 'admin', true)",
                "x'); DROP TABLE insight_signals; --",
                "$1; COMMIT; SET app.tenant_id = 'globex'",
                "\\'; RESET ALL; --",
                "{globex,\"a\\\"b\",NULL}");
        await(store(GLOBEX, "g"));
        for (String text : hostile) {
            Object[] row = {"acme", text, text, text, text, "info", "point", Instant.EPOCH, Instant.EPOCH};
            Object[] other = row.clone();
            other[1] = text + "2";
            await(database.tx(of(ACME), s -> s.insertAll("insight_signals", COLUMNS, List.of(row, other))));
            List<String> found = await(database.read(
                    of(ACME), s -> s.query("SELECT service FROM insight_signals WHERE id = $1", r -> r.text(0), text)));
            assertThat(found).containsExactly(text);
        }
        assertThat(stored(ACME)).hasSize(hostile.size() * 2).doesNotContain("g");
        assertThat(stored(GLOBEX)).containsExactly("g");
    }

    @Test
    void textThatCannotBeStoredIsInvalid() {
        Future<Void> nul =
                database.tx(of(ACME), (Session s) -> s.insertAll("insight_signals", COLUMNS, rows(ACME, "a\0b")));

        failureOf(nul, Failure.Invalid.class);
    }
}
