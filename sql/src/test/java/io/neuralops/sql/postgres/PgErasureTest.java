package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.store.ErasureStore;
import io.neuralops.sql.store.ErasureStore.Part;
import io.neuralops.sql.store.ErasureStore.Rewriting;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts that are rewritten while another process changes them. */
class PgErasureTest extends PgTests {
    private static final String WAITS =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    @Test
    void whatAnotherProcessWritesMeanwhileIsNotOverwritten() throws SQLException {
        await(store(ACME, "a"));
        asOwner("UPDATE insight_signals SET name = 'of email:k1:old', labels = '{}'");
        Future<Integer> rewritten;
        try (Connection other = DriverManager.getConnection(dsn.jdbcUrl(), dsn.user(), dsn.password());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE insight_signals SET labels = '{\"later\":\"kept\"}'");
            rewritten = database.tx(
                    of(ACME),
                    s -> new ErasureStore()
                            .rewrite(
                                    s,
                                    ACME,
                                    Part.INSIGHT_SIGNALS,
                                    0,
                                    1_000,
                                    Set.of(":k1:old"),
                                    new Rewriting(text -> text.replace("email:k1:old", "[forgotten]"), id -> id)));
            while (asOwner(WAITS).getFirst().equals("0")) {
                Thread.onSpinWait();
            }
            other.commit();
        }

        assertThat(await(rewritten)).isEqualTo(1);
        assertThat(asOwner("SELECT name || labels FROM insight_signals"))
                .containsExactly("of [forgotten]{\"later\":\"kept\"}");
    }
}
