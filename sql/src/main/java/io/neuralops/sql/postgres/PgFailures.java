package io.neuralops.sql.postgres;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What PostgreSQL's errors mean to a caller. */
final class PgFailures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    /** Connection, resources, operator's intervention, system, serialization and locks. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58", "40");

    private static final Set<String> PASSING = Set.of("55P03", "25006", "25P03", "25P04");

    private PgFailures() {}

    /** What passes is unavailable; what row-level security refuses is forbidden; else it is a defect. */
    static RuntimeException toException(Throwable e) {
        String state = switch (e) {
            case PgException pg -> pg.getSqlState();
            case SQLException sql -> sql.getSQLState();
            default -> null;
        };
        return state == null ? ofConnection(e) : ofState(state, e);
    }

    static FailureException unavailable(String detail) {
        return new Failure.Unavailable(detail, RETRY_AFTER).asException();
    }

    /** Whether the login was refused. */
    static boolean refusesLogin(Throwable e) {
        String state =
                e instanceof PgException pg ? pg.getSqlState() : e instanceof SQLException s ? s.getSQLState() : "";
        return "28P01".equals(state) || "28000".equals(state);
    }

    /** Whether a statement was refused only because one before it in the transaction had failed. */
    static boolean followsAnother(Throwable e) {
        return e instanceof PgException pg && "25P02".equals(pg.getSqlState());
    }

    private static RuntimeException ofState(String state, Throwable e) {
        if (state.startsWith("08")) {
            return unavailable(PgUnreachable.detail(e));
        }
        if (PASSING.contains(state) || PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())))) {
            return unavailable("the database can't do this now (" + state + ")");
        }
        return switch (state) {
            case "28P01", "28000" -> unavailable("the database refuses the user or the password");
            case "3D000" -> unavailable("the server has no such database");
            case "26000", "42P05" -> unavailable(PgUnreachable.POOLER);
            case "42501" -> new Failure.Forbidden("the database grants this role no such change").asException();
            case "22021", "22P05" ->
                new Failure.Invalid("text", "has a character that can't be stored, such as U+0000").asException();
            default -> new IllegalStateException(e);
        };
    }

    private static RuntimeException ofConnection(Throwable e) {
        if (e instanceof FailureException failure) {
            return failure;
        }
        return lost(e) ? unavailable(PgUnreachable.detail(e)) : new IllegalStateException(e);
    }

    /** Whether there is no connection to say more; the client also reports parameters that don't fit without a state. */
    private static boolean lost(Throwable e) {
        return e instanceof ClosedConnectionException
                || e instanceof IOException
                || e instanceof TimeoutException
                || (e instanceof VertxException && tellsOfNoConnection(String.valueOf(e.getMessage())))
                || PgUnreachable.tellsOfNoTls(e);
    }

    private static boolean tellsOfNoConnection(String message) {
        return message.startsWith("Connection is not active") || message.startsWith("Pending requests failed");
    }
}
