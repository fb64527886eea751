package io.neuralops.sql.sqlite;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean to a caller. */
final class SqliteFailures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private SqliteFailures() {}

    /** A fault of the disk or of a lock passes; anything else is a defect and keeps its cause for the log. */
    static RuntimeException toException(SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xff;
        boolean passing = primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code;
        return passing
                ? unavailable("the store can't do this now (" + code.name() + ")")
                : new IllegalStateException(e);
    }

    static FailureException unavailable(String detail) {
        return new Failure.Unavailable(detail, RETRY_AFTER).asException();
    }
}
