package io.neuralops.sql.sqlite;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One open database file: a session that writes and some that read, all made when first needed. The writer is used by
 * the writer thread alone; a reader is used by one thread at a time.
 */
final class SqliteFile {
    private static final int BUSY_TIMEOUT_MS = 5_000;
    private static final int CACHE_KIB = 16_384;

    private final String url;
    private final Deque<SqliteSession> idleReaders = new ArrayDeque<>();
    private @Nullable SqliteSession writer;
    private int users;

    private SqliteFile(String url) {
        this.url = url;
    }

    /** Opens the file and brings its schema up to date. */
    static SqliteFile open(Path path) {
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
        return new SqliteFile(url);
    }

    /** Before anyone reads: the mode belongs to the file, and can't be changed under a reader. */
    private static void useWriteAheadLog(String url) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        try {
            DriverManager.getConnection(url, config.toProperties()).close();
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

    synchronized void enter() {
        users++;
    }

    synchronized void leave() {
        users--;
    }

    /** Whether nobody uses the file, so that it may be closed. */
    synchronized boolean idle() {
        return users == 0;
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
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            // FULL: a commit is on the disk before it is acknowledged, also when the power goes.
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        }
        Properties properties = config.toProperties();
        return new SqliteSession(DriverManager.getConnection(url, properties));
    }
}
