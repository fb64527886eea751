package io.neuralops.sql.postgres;

import io.vertx.pgclient.PgException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why there is no connection, where whoever wrote the DSN can do something about it. No password shows. */
final class PgUnreachable {
    /** A prepared statement is not there, or there already: the session is another than that which made it. */
    static final String POOLER =
            "a pooler in transaction mode stands before the database; add pgbouncer=true to the DSN";

    private static final String UNREACHABLE = "the database can't be reached";

    private PgUnreachable() {}

    static String detail(Throwable e) {
        String reason = reason(e);
        return reason == null ? UNREACHABLE : UNREACHABLE + ": " + reason;
    }

    /** The client has no class of its own for it. */
    static boolean tellsOfNoTls(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.equals("Postgres Server does not handle SSL connection")
                || message.equals("SSL handshake failed");
    }

    private static @Nullable String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls) {
                return "TLS fails (sslmode, sslrootcert): " + tls.getMessage();
            }
            if (cause instanceof FileNotFoundException) {
                return "the file that sslrootcert names can't be read";
            }
            if (cause instanceof IOException) {
                return null; // the network's words help nobody who reads this
            }
        }
        return switch (e) {
            case PgException server -> serversWords(String.valueOf(server.getErrorMessage()));
            case SQLException driver -> driver.getMessage();
            default -> tellsOfNoTls(e) ? e.getMessage() : null;
        };
    }

    private static String serversWords(String message) {
        return message.contains("startup parameter") ? POOLER + " (" + message + ")" : message;
    }
}
