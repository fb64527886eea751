package io.neuralops.gateway;

import io.neuralops.sql.postgres.PgDsn;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server that the service tests of this JVM share: the one that {@code POSTGRES_DSN} names, or else one that is brought
 * along. Each home has a database of its own in it.
 */
public final class TestPostgres {
    /** Set for a run of the service tests on PostgreSQL. */
    private static final String PROPERTY = "neuralops.test.store";

    private static final TestPostgres SHARED = new TestPostgres();

    private final Map<Path, String> databases = new HashMap<>();
    /** One for all statements: some tests ask for hundreds of tables. */
    private final Vertx vertx = Vertx.vertx();

    private PgDsn server;

    private TestPostgres() {}

    public static TestPostgres shared() {
        return SHARED;
    }

    /** Whether services are to be started on PostgreSQL unless a test says otherwise. */
    public static boolean wanted() {
        return "postgres".equals(System.getProperty(PROPERTY));
    }

    /** The database of a home, empty at first; the same each time. */
    public synchronized String dsn(Path home) {
        return databases.computeIfAbsent(home.toAbsolutePath(), h -> create());
    }

    private String create() {
        String name = "neuralops_it_" + System.nanoTime();
        sql(address(server().database()), "CREATE DATABASE " + name);
        return address(name);
    }

    /** Runs SQL past the service; the first column. */
    public static List<String> sql(String dsn, String sql) {
        PgDsn to = PgDsn.parse(dsn);
        PgConnectOptions options = new PgConnectOptions()
                .setHost(to.host())
                .setPort(to.port())
                .setDatabase(to.database())
                .setUser(to.user())
                .setPassword(to.password());
        return PgConnection.connect(SHARED.vertx, options)
                .compose(connection -> connection
                        .query(sql)
                        .execute()
                        .map(rows -> {
                            List<String> found = new ArrayList<>();
                            for (Row row : rows) {
                                found.add(String.valueOf(row.getValue(0)));
                            }
                            return found;
                        })
                        .eventually(((SqlConnection) connection)::close))
                .await();
    }

    private String address(String database) {
        return "postgres://" + server().user() + ":" + server().password() + "@" + server().host() + ":"
                + server().port() + "/" + database + "?sslmode="
                + server().sslMode().value + (server().pooler() ? "&pgbouncer=true" : "");
    }

    private synchronized PgDsn server() {
        if (server == null) {
            String given = System.getenv("POSTGRES_DSN");
            server = PgDsn.parse(given == null || given.isBlank() ? embedded() : given);
        }
        return server;
    }

    private static String embedded() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return "postgres://postgres@127.0.0.1:" + started.getPort() + "/postgres?sslmode=disable";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
