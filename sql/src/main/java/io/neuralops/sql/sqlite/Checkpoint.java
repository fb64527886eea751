package io.neuralops.sql.sqlite;

import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what was committed from a file's write-ahead log into the file, beside the writer: left to SQLite, it is the
 * commit that happens to reach a thousand pages that waits for all of them.
 *
 * <p>Meanwhile the writer goes on appending, so when most is carried over it does the small rest itself. Then nothing in
 * the log is needed any more, and it begins anew instead of growing for as long as there is traffic.
 *
 * <p>A log is carried over by one at a time; SQLite doesn't let a second one wait, but refuses it. So whoever else means to
 * do so holds this object meanwhile.
 */
final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    /** About ten megabytes, so that what goes to the disk at once holds up no commit for long. */
    private static final int COMMITS = 30;

    private static final String CARRY_OVER = "PRAGMA wal_checkpoint(PASSIVE)";

    private enum State {
        WAITING,
        UNDER_WAY,
        REST_IS_LEFT
    }

    private final SqliteFile file;
    private final Executor beside;
    private volatile State state = State.WAITING;
    private int commits;

    Checkpoint(SqliteFile file, Executor beside) {
        this.file = file;
        this.beside = beside;
    }

    /** To be called by the writer after each commit. */
    void committed(SqliteSession writer) {
        commits++;
        if (state == State.REST_IS_LEFT) {
            commits = 0;
            state = State.WAITING;
            carryOver(writer);
        } else if (state == State.WAITING && commits >= COMMITS) {
            begin();
        }
    }

    private void begin() {
        state = State.UNDER_WAY;
        file.enter();
        try {
            beside.execute(this::carryMostOver);
        } catch (RejectedExecutionException closing) {
            file.leave();
        }
    }

    private void carryMostOver() {
        try {
            synchronized (this) {
                carryOver(file.checkpointer());
            }
        } catch (SQLException e) {
            failed(e);
        } finally {
            state = State.REST_IS_LEFT;
            file.leave();
        }
    }

    private static void carryOver(SqliteSession session) {
        session.query(CARRY_OVER, row -> row.bool(0)).onFailure(Checkpoint::failed);
    }

    /** What is committed is safe in the log; it is tried again after the next commits. */
    private static void failed(Throwable cause) {
        LOG.warn("a write-ahead log could not be carried over into its file: {}", cause.getMessage());
    }
}
