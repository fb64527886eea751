package io.neuralops.sql.sqlite;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants' files, of which only so many are open: the one used longest ago is closed for another. */
final class SqliteFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFiles.class);
    private static final String SUFFIX = ".db";
    private static final String GONE = ".gone";
    private static final List<String> LOGS = List.of("-wal", "-shm");
    private static final Duration LONGEST_USE = Duration.ofSeconds(30);

    private final Path folder;
    private final int maxOpen;
    /** Carries logs over, one after the other. */
    private final ExecutorService beside = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sqlite-checkpointer").daemon(true).factory());

    private final Map<TenantId, SqliteFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<TenantId> leaving = new HashSet<>();

    SqliteFiles(Path folder, int maxOpen) {
        this.folder = folder;
        this.maxOpen = maxOpen;
        try {
            Files.createDirectories(folder);
            deleteGone();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the tenant's file, or brings it up to date; whether it is new. */
    synchronized boolean create(TenantId tenant) throws IOException {
        requireNotLeaving(tenant);
        boolean isNew = !has(tenant);
        if (isNew) {
            // Else SQLite would take what a file that was removed had in its log for this one's.
            deleteLogs(tenant);
        }
        if (!open.containsKey(tenant)) {
            open.put(tenant, SqliteFile.open(path(tenant), beside));
            closeOldest();
        }
        return isNew;
    }

    boolean has(TenantId tenant) {
        return Files.exists(path(tenant));
    }

    Instant createdAt(TenantId tenant) throws IOException {
        return Files.readAttributes(path(tenant), BasicFileAttributes.class)
                .creationTime()
                .toInstant();
    }

    /** From now on there is no such tenant, though its file is still there. */
    synchronized void leave(TenantId tenant) {
        requireNotLeaving(tenant);
        if (!has(tenant)) {
            throw unknown(tenant);
        }
        leaving.add(tenant);
    }

    /** It was removed, or it stays. */
    synchronized void left(TenantId tenant) {
        leaving.remove(tenant);
    }

    /** Removes the file of a tenant that is leaving, when those who use it have ended. */
    void remove(TenantId tenant) throws IOException, InterruptedException {
        SqliteFile file;
        synchronized (this) {
            file = open.get(tenant);
        }
        if (file != null) {
            if (!file.awaitIdle(LONGEST_USE)) {
                throw SqliteFailures.unavailable("the tenant's data is in use");
            }
            synchronized (this) {
                open.remove(tenant);
            }
            close(file);
        }
        // At once, whatever happens while the rest is deleted.
        Path gone = folder.resolve(tenant.value() + GONE);
        Files.move(path(tenant), gone, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(gone);
        deleteLogs(tenant);
    }

    private void requireNotLeaving(TenantId tenant) {
        if (leaving.contains(tenant)) {
            throw unknown(tenant);
        }
    }

    private void deleteLogs(TenantId tenant) throws IOException {
        for (String suffix : LOGS) {
            Files.deleteIfExists(folder.resolve(tenant.value() + SUFFIX + suffix));
        }
    }

    private static RuntimeException unknown(TenantId tenant) {
        return new Failure.NotFound("there is no tenant " + tenant).asException();
    }

    /** The tenant's file, entered: whoever gets it must leave it. */
    synchronized SqliteFile enter(TenantId tenant) {
        requireNotLeaving(tenant);
        SqliteFile file = open.get(tenant);
        if (file == null) {
            if (!has(tenant)) {
                throw unknown(tenant);
            }
            file = SqliteFile.open(path(tenant), beside);
            open.put(tenant, file);
            closeOldest();
        }
        file.enter();
        return file;
    }

    /** What a removal that was interrupted left. */
    private void deleteGone() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*" + GONE)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** The users' tenants. */
    Set<TenantId> tenants() {
        Set<TenantId> tenants = new TreeSet<>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (TenantId.wellFormed(id) && !Canaries.isCanary(new TenantId(id))) {
                    tenants.add(new TenantId(id));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tenants;
    }

    /** To be called when nobody writes or reads any more. */
    void close() {
        beside.close();
        closeAll();
    }

    private synchronized void closeAll() {
        open.values().forEach(SqliteFiles::close);
        open.clear();
    }

    private void closeOldest() {
        List<TenantId> oldest = new ArrayList<>();
        for (Map.Entry<TenantId, SqliteFile> entry : open.entrySet()) {
            if (open.size() - oldest.size() <= maxOpen) {
                break;
            }
            if (entry.getValue().idle()) {
                oldest.add(entry.getKey());
            }
        }
        for (TenantId tenant : oldest) {
            SqliteFile file = open.remove(tenant);
            if (file != null) {
                close(file);
            }
        }
    }

    private static void close(SqliteFile file) {
        try {
            file.close();
        } catch (SQLException e) {
            LOG.warn("a database file did not close cleanly", e);
        }
    }

    private Path path(TenantId tenant) {
        return folder.resolve(tenant.value() + SUFFIX);
    }
}
