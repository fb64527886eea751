package io.neuralops.sql.sqlite;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Footprint;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.Work;
import io.neuralops.sql.isolation.Isolation;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SQLite, a file for each tenant. One thread writes, committing what queued while it committed last; a few read beside
 * it. Meant for up to 50 tenants; beyond that PostgreSQL is the better home.
 */
public final class SqliteDatabase implements Database {
    private static final int MAX_OPEN_FILES = 64;
    private static final int READER_THREADS = 2;
    /** Works waiting to be written; a work may hold hundreds of rows. */
    private static final int WRITE_QUEUE = 4_096;

    private static final int READ_QUEUE = 4_096;

    private final SqliteFiles files;
    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final SqliteScrubber scrubber;
    private final SqliteTenants tenants;

    /** Opens the store in a folder, which is made if it isn't there. */
    public SqliteDatabase(Path folder) {
        this(folder, MAX_OPEN_FILES);
    }

    /** Opens a store that keeps at most so many files open, as far as they are not in use. */
    SqliteDatabase(Path folder, int maxOpenFiles) {
        files = new SqliteFiles(folder, maxOpenFiles);
        writer = new SqliteWriter(files, WRITE_QUEUE);
        readers = new SqliteReaders(files, READER_THREADS, READ_QUEUE);
        scrubber = new SqliteScrubber(files, writer);
        tenants = new SqliteTenants(this, files, readers);
    }

    @Override
    public <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed) {
        return writer.submit(new Pending<>(principal.tenant(), work, committed));
    }

    @Override
    public <T> Future<T> read(Principal principal, Work<T> work) {
        return readers.submit(principal.tenant(), work);
    }

    @Override
    public Future<Void> create(TenantId tenant) {
        return readers.run(() -> files.create(tenant)).mapEmpty();
    }

    @Override
    public Future<Boolean> onboard(Tenant tenant) {
        return tenants.onboard(tenant);
    }

    @Override
    public Future<Footprint> footprint(TenantId tenant) {
        return tenants.footprint(tenant);
    }

    @Override
    public Future<Void> scrub(TenantId tenant) {
        return scrubber.scrub(tenant);
    }

    @Override
    public Future<Void> offboard(TenantId tenant) {
        return tenants.offboard(tenant);
    }

    @Override
    public Set<TenantId> tenants() {
        return files.tenants();
    }

    /** {@inheritDoc} Here a commit that failed has not been done. */
    @Override
    public void onDoubt(Consumer<TenantId> listener) {}

    @Override
    public Isolation isolation() {
        return new SqliteIsolation(this);
    }

    @Override
    public Future<Void> close() {
        return writer.close()
                .eventually(scrubber::close)
                .eventually(readers::close)
                .onComplete(done -> files.close());
    }
}
