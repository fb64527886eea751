package io.neuralops.sql.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One open database file: a session that writes, one that carries the log over, and some that read, all made when first
 * needed. Each is used by one thread at a time: the writer by the writer thread alone, the other likewise.
 */
final class SqliteFile {
    private static final int BUSY_TIMEOUT_MS = 5_000;
    private static final int CACHE_KIB = 16_384;
    /** Twice SQLite's own: a prediction takes a kilobyte, and each page written costs two calls of the system. */
    private static final int PAGE_BYTES = 8_192;

    private final String url;
    private final Deque<SqliteSession> idleReaders = new ArrayDeque<>();
    private final Checkpoint checkpoint;
    private @Nullable SqliteSession writer;
    private @Nullable SqliteSession checkpointer;
    private int users;

    private SqliteFile(String url, Executor beside) {
        this.url = url;
        this.checkpoint = new Checkpoint(this, beside);
    }

    /**
     * Opens the file and brings its schema up to date.
     *
     * @param beside runs what the writer is not to wait for
     */
    static SqliteFile open(Path path, Executor beside) {
        String url = "jdbc:sqlite:" + path;
        useWriteAheadLog(url);
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/sqlite")
                .loggers("slf4j")
                // The blueprint's numbers are kept, so a migration that comes later may have a lower number.
                .outOfOrder(true)
                .load()
                .migrate();
        return new SqliteFile(url, beside);
    }

    /** Before anyone reads: the mode belongs to the file, and can't be changed under a reader; nor can the size of pages. */
    private static void useWriteAheadLog(String url) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        try (Connection connection = DriverManager.getConnection(url, config.toProperties());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            throw SqliteFailures.toException(e);
        }
    }

    SqliteSession writer() throws SQLException {
        if (writer == null) {
            writer = connect(false);
        }
        return writer;
    }

    SqliteSession checkpointer() throws SQLException {
        if (checkpointer == null) {
            checkpointer = connect(false);
        }
        return checkpointer;
    }

    /** To be called by the writer after each commit. */
    void committed() throws SQLException {
        checkpoint.committed(writer());
    }

    /**
     * Writes the file anew from what it holds, so that nothing is left of what it held before, and empties the log. The writer
     * must leave the file alone meanwhile. By a connection of its own, since that attaches a file for the while, as sessions
     * may not.
     */
    void scrub() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        try (Connection connection = DriverManager.getConnection(url, config.toProperties());
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM");
            emptyTheLog(statement);
        }
    }

    private void emptyTheLog(Statement statement) throws SQLException {
        synchronized (checkpoint) {
            try (ResultSet emptied = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                if (!emptied.next() || emptied.getBoolean(1)) {
                    throw SqliteFailures.unavailable("the write-ahead log is being read");
                }
            }
        }
    }

    synchronized void enter() {
        users++;
    }

    synchronized void leave() {
        users--;
        notifyAll();
    }

    /** Whether nobody uses the file, so that it may be closed. */
    synchronized boolean idle() {
        return users == 0;
    }

    /** Waits until nobody uses the file; whether it came to that. */
    synchronized boolean awaitIdle(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (users > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    SqliteSession takeReader() throws SQLException {
        synchronized (this) {
            SqliteSession idle = idleReaders.poll();
            if (idle != null) {
                return idle;
            }
        }
        return connect(true);
    }

    synchronized void giveBack(SqliteSession reader) {
        idleReaders.push(reader);
    }

    synchronized void close() throws SQLException {
        for (SqliteSession reader : idleReaders) {
            reader.close();
        }
        idleReaders.clear();
        if (checkpointer != null) {
            checkpointer.close();
            checkpointer = null;
        }
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private SqliteSession connect(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setCacheSize(-CACHE_KIB);
        config.enforceForeignKeys(true);
        // A session is a tenant's file and can't be made to open another's beside it.
        config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
        // Else the driver asks for the last key after each row, with a statement that it prepares anew each time.
        config.setGetGeneratedKeys(false);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            // FULL: a commit is on the disk before it is acknowledged, also when the power goes.
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        }
        Properties properties = config.toProperties();
        SqliteSession session = new SqliteSession(DriverManager.getConnection(url, properties));
        // Done beside the commits instead: see Checkpoint.
        session.execute("PRAGMA wal_autocheckpoint = 0");
        return session;
    }
}
