package io.neuralops.verticles.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.postgres.PasswordKeeper;
import io.neuralops.sql.postgres.PgDatabase;
import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a server of its own, whose login is tampered with. */
class PgIsolationServiceTest extends IsolationServiceContract {
    private static final Keeper KEEPER = new Keeper();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private String name = "postgres";

    private static final class Keeper implements PasswordKeeper {
        private final AtomicReference<String> kept = new AtomicReference<>();

        @Override
        public Optional<String> password() {
            return Optional.ofNullable(kept.get());
        }

        @Override
        public void keep(String password) {
            kept.set(password);
        }
    }

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected Database open() {
        String made = "proof_" + DATABASES.incrementAndGet();
        sql("CREATE DATABASE " + made);
        name = made;
        PgDsn dsn = PgDsn.parse("postgres://postgres@127.0.0.1:" + server.getPort() + "/" + name + "?sslmode=disable");
        return PgDatabase.open(vertx, PgSettings.of(dsn, null, TenantId.LOCAL), KEEPER)
                .await();
    }

    @Override
    protected String kind() {
        return "postgresql";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE tenant_acme.predictions DISABLE ROW LEVEL SECURITY"
                        + " | ALTER TABLE tenant_acme.predictions ENABLE ROW LEVEL SECURITY"
                        + " | tenant_acme.predictions has row-level security off",
                "ALTER TABLE tenant_acme.workflow_runs NO FORCE ROW LEVEL SECURITY"
                        + " | ALTER TABLE tenant_acme.workflow_runs FORCE ROW LEVEL SECURITY"
                        + " | tenant_acme.workflow_runs has row-level security not forced",
                "ALTER ROLE neuralops_app BYPASSRLS | ALTER ROLE neuralops_app NOBYPASSRLS"
                        + " | the service may act as neuralops_app, who bypasses row-level security",
                "CREATE POLICY more ON insight_signals USING (tenant_id LIKE 'canary%') | DROP POLICY more ON insight_signals"
                        + " | canary_a sees rows of another tenant in insight_signals",
                "DROP POLICY reads ON model_versions"
                        + " | SELECT protect_tenant_rows('model_versions') FROM (SELECT 1) x WHERE false;"
                        + " CREATE POLICY reads ON model_versions FOR SELECT USING"
                        + " (tenant_id = current_setting('app.tenant_id', true))"
                        + " | canary_b doesn't see its own rows in model_versions"
            })
    void aGuardThatIsDownMakesTheServiceNotReadyUntilItIsUp(String breaks, String mends, String told) {
        database.create(new TenantId("acme")).await();
        AtomicLong time = new AtomicLong();
        Canary canary = new Canary(database, time::get);
        canary.check().await();
        sql(breaks);
        try {
            canary.check().await(); // not looked at again so soon
            time.addAndGet(2_000_000_000L);
            FailureException refused = catchThrowableOfType(
                    FailureException.class, () -> canary.check().await());
            assertThat(refused.failure()).isInstanceOf(Failure.Unavailable.class);
            assertThat(refused.failure().detail()).contains(told);
            assertThat(prove().holds()).isFalse();
        } finally {
            sql(mends);
        }
        time.addAndGet(2_000_000_000L);
        canary.check().await();
    }

    /** One question to the catalogue, whatever the number of tenants. */
    @Test
    void lookingIsCheapAlsoWithManyTenants() {
        for (int i = 0; i < 60; i++) {
            database.create(new TenantId("t" + i)).await();
        }
        AtomicLong time = new AtomicLong();
        Canary canary = new Canary(database, time::get);
        canary.check().await();
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            time.addAndGet(2_000_000_000L);
            canary.check().await();
        }
        long each = (System.nanoTime() - begun) / 20;

        assertThat(each).as("nanoseconds for each look").isLessThan(200_000_000L);
    }

    @Test
    void aCanaryIsATenantLikeOthersButNotListed() {
        wiring.canary.check().await();

        assertThat(database.tenants()).doesNotContain(Canaries.A, Canaries.B);
    }

    private void sql(String statements) {
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", name));
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
