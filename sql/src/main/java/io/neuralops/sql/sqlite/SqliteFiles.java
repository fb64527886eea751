package io.neuralops.sql.sqlite;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
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

    private final Path folder;
    private final int maxOpen;
    /** Carries logs over, one after the other. */
    private final ExecutorService beside = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sqlite-checkpointer").daemon(true).factory());

    private final Map<TenantId, SqliteFile> open = new LinkedHashMap<>(16, 0.75f, true);

    SqliteFiles(Path folder, int maxOpen) {
        this.folder = folder;
        this.maxOpen = maxOpen;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the tenant's file, or brings it up to date. */
    synchronized void create(TenantId tenant) {
        if (!open.containsKey(tenant)) {
            open.put(tenant, SqliteFile.open(path(tenant), beside));
            closeOldest();
        }
    }

    /** The tenant's file, entered: whoever gets it must leave it. */
    synchronized SqliteFile enter(TenantId tenant) {
        SqliteFile file = open.get(tenant);
        if (file == null) {
            if (!Files.exists(path(tenant))) {
                throw new Failure.NotFound("there is no tenant " + tenant).asException();
            }
            file = SqliteFile.open(path(tenant), beside);
            open.put(tenant, file);
            closeOldest();
        }
        file.enter();
        return file;
    }

    Set<TenantId> tenants() {
        Set<TenantId> tenants = new TreeSet<>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (TenantId.wellFormed(id)) {
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
