package io.neuralops.sql.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Where a database is and who logs in. The password shows in no message and no log.
 *
 * @param sslRootCertificate a PEM file with the authorities to trust; null for those of the Java installation
 * @param pooler whether a pooler in transaction mode stands between, so that nothing of a session lasts
 */
public record PgDsn(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        @Nullable String sslRootCertificate,
        boolean pooler) {
    private static final int STATEMENTS_KEPT = 256;
    private static final int LONGEST_KEPT = 4_096;
    /**
     * So that a statement that went astray doesn't hold a connection for ever; milliseconds. And no plan that is for all
     * tenants: to make one, which PostgreSQL else does at the sixth execution, each partition and its indexes are locked,
     * for which there is no room with a thousand tenants.
     */
    private static final Map<String, String> SESSION = Map.of(
            "statement_timeout",
            "60000",
            "idle_in_transaction_session_timeout",
            "60000",
            "plan_cache_mode",
            "force_custom_plan");

    /**
     * Reads {@code postgres://}, {@code postgresql://}, {@code postgresql+driver://} or {@code key=value} pairs. Of the
     * parameters, {@code sslmode}, {@code sslrootcert} and {@code pgbouncer} are heeded.
     */
    public static PgDsn parse(String dsn) {
        return PgDsnReader.read(dsn);
    }

    /** The same database, as somebody else. */
    public PgDsn as(String otherUser, String otherPassword) {
        return new PgDsn(host, port, database, otherUser, otherPassword, sslMode, sslRootCertificate, pooler);
    }

    /** The address for JDBC, without user and password. */
    String jdbcUrl() {
        StringBuilder url = new StringBuilder("jdbc:postgresql://")
                .append(host.contains(":") ? "[" + host + "]" : host)
                .append(':')
                .append(port)
                .append('/')
                .append(encoded(database))
                .append("?ApplicationName=neuralops&connectTimeout=5&sslmode=")
                .append(sslMode.value);
        if (sslRootCertificate != null) {
            url.append("&sslrootcert=").append(encoded(sslRootCertificate));
        } else if (verified()) {
            url.append("&sslfactory=").append(DefaultJavaSSLFactory.class.getName());
        }
        if (pooler) {
            url.append("&prepareThreshold=0");
        }
        return url.toString();
    }

    PgConnectOptions connectOptions() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode)
                .setUseLayer7Proxy(pooler)
                .setCachePreparedStatements(!pooler)
                .setPreparedStatementCacheMaxSize(STATEMENTS_KEPT)
                .setPreparedStatementCacheSqlLimit(LONGEST_KEPT);
        options.addProperty("application_name", "neuralops");
        if (pooler) {
            options.getProperties().remove("extra_float_digits"); // a pooler refuses what it doesn't know
        } else {
            SESSION.forEach(options::addProperty);
        }
        return sslMode == SslMode.DISABLE ? options : options.setSslOptions(sslOptions());
    }

    private ClientSSLOptions sslOptions() {
        ClientSSLOptions ssl = new ClientSSLOptions();
        ssl.setTrustAll(!verified());
        ssl.setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (verified() && sslRootCertificate != null) {
            ssl.setTrustOptions(new PemTrustOptions().addCertPath(sslRootCertificate));
        }
        return ssl;
    }

    private boolean verified() {
        return sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database + "?sslmode=" + sslMode.value;
    }
}
