package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Canaries;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A guard that is down is told by name, and it is told when it is up again. */
class PgGapsTest extends PgTests {
    private static final String LOGIN = PgServer.shared().login();

    @BeforeEach
    void makeCanary() {
        await(database.create(Canaries.A));
    }

    static Stream<Arguments> gaps() {
        return Stream.of(
                Arguments.of(
                        "ALTER TABLE tenant_acme.predictions DISABLE ROW LEVEL SECURITY",
                        "ALTER TABLE tenant_acme.predictions ENABLE ROW LEVEL SECURITY",
                        "tenant_acme.predictions has row-level security off"),
                Arguments.of(
                        "ALTER TABLE tenant_globex.workflow_runs NO FORCE ROW LEVEL SECURITY",
                        "ALTER TABLE tenant_globex.workflow_runs FORCE ROW LEVEL SECURITY",
                        "tenant_globex.workflow_runs has row-level security not forced"),
                Arguments.of(
                        "ALTER TABLE model_versions DISABLE ROW LEVEL SECURITY",
                        "ALTER TABLE model_versions ENABLE ROW LEVEL SECURITY",
                        "public.model_versions has row-level security off"),
                Arguments.of(
                        "ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY",
                        "ALTER TABLE tenants FORCE ROW LEVEL SECURITY",
                        "public.tenants has row-level security not forced"),
                Arguments.of(
                        "CREATE TABLE later (tenant_id text)",
                        "DROP TABLE later",
                        "public.later has row-level security off"),
                Arguments.of(
                        "CREATE POLICY everything ON tenant_acme.predictions USING (true)",
                        "DROP POLICY everything ON tenant_acme.predictions",
                        "tenant_acme.predictions has the policy everything, which lets everybody pass"),
                Arguments.of(
                        "ALTER ROLE " + LOGIN + " BYPASSRLS",
                        "ALTER ROLE " + LOGIN + " NOBYPASSRLS",
                        "the service may act as " + LOGIN + ", who bypasses row-level security"),
                Arguments.of(
                        "ALTER ROLE " + LOGIN + " SUPERUSER",
                        "ALTER ROLE " + LOGIN + " NOSUPERUSER",
                        "the service may act as " + LOGIN + ", a superuser"),
                Arguments.of(
                        "CREATE TABLE mine (x integer); ALTER TABLE mine OWNER TO " + LOGIN,
                        "DROP TABLE mine",
                        "the service may act as " + LOGIN + ", who owns tables"));
    }

    @ParameterizedTest
    @MethodSource("gaps")
    void aGapIsToldByName(String opens, String closes, String gap) {
        assertThat(await(database.isolation().gaps())).isEmpty();
        asOwner(opens);
        try {
            assertThat(await(database.isolation().gaps())).contains(gap);
        } finally {
            asOwner(closes);
        }
        assertThat(await(database.isolation().gaps())).isEmpty();
    }
}
