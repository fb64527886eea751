package io.neuralops.sql.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** Copies the files of a store that may be in use, by this process or another: each as it was at one moment. Blocking. */
public final class SqliteBackup {
    private static final int BUSY_TIMEOUT_MS = 5_000;
    private static final String DRAFT = ".draft";

    private SqliteBackup() {}

    /** Copies every tenant's file from one folder into another; their names. What the service has not committed is not in it. */
    public static List<String> copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(from, "*.db")) {
            for (Path file : files) {
                copyFile(file, to.resolve(file.getFileName()));
                names.add(file.getFileName().toString());
            }
        }
        return names.stream().sorted().toList();
    }

    private static void copyFile(Path file, Path copy) throws IOException {
        Path draft = copy.resolveSibling(copy.getFileName() + DRAFT);
        Files.deleteIfExists(draft);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        // Not made if it went meanwhile.
        config.setOpenMode(org.sqlite.SQLiteOpenMode.READWRITE);
        config.resetOpenMode(org.sqlite.SQLiteOpenMode.CREATE);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, draft.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException("the file " + file + " can't be copied: " + e.getMessage(), e);
        }
        // SQLite leaves it to the system when a copy gets to the disk.
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
