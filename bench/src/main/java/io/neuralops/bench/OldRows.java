package io.neuralops.bench;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Retention;
import io.neuralops.sql.postgres.PasswordKeeper;
import io.neuralops.sql.postgres.PgDatabase;
import io.neuralops.sql.postgres.PgDsn;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.sql.store.RetentionStore;
import io.neuralops.sql.store.TenantStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.tenancy.RetentionService;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sweeps old rows of all tenants away, as another node of the service would, whose clock may be ahead. */
final class OldRows implements AutoCloseable {
    private static final Retention DAYS = new Retention(90, 30);
    private static final String LOGIN = "neuralops_bench";

    private final Vertx vertx = Vertx.vertx();
    private final PgDatabase database;

    OldRows(String dsn) {
        PgSettings settings = new PgSettings(PgDsn.parse(dsn), null, LOGIN, TenantId.LOCAL);
        database = PgDatabase.open(vertx, settings, new InMemory()).await();
    }

    /**
     * A sweep.
     *
     * @param ahead of now
     */
    Sweep sweep(Duration ahead) {
        RetentionService service = new RetentionService(
                database,
                new RetentionStore(),
                new TenantStore(),
                DAYS,
                new Blocking(vertx),
                new Events(List.of()),
                Clock.offset(Clock.systemUTC(), ahead));
        long begun = System.nanoTime();
        long rows = service.sweep().await();
        return new Sweep(rows, Numbers.rounded((System.nanoTime() - begun) / 1e9));
    }

    @Override
    public void close() {
        database.close().await();
        vertx.close().await();
    }

    /** What it came to. */
    record Sweep(long rowsDeleted, double seconds) {}

    private static final class InMemory implements PasswordKeeper {
        private final AtomicReference<String> kept = new AtomicReference<>();

        @Override
        public Optional<String> password() {
            return Optional.ofNullable(kept.get());
        }

        @Override
        public void keep(String password) {
            kept.set(password);
        }
    }
}
