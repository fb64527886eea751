package io.neuralops.gateway;

import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.PostgresVariables;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.LateDatabase;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.postgres.PgDatabase;
import io.neuralops.sql.postgres.PgSettings;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.AdoptionStore;
import io.neuralops.verticles.erasure.AdoptedRows;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.secrets.KeptPassword;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows are kept: decided by the settings, once.
 *
 * @param opening opens the database and makes room for the tenants that are always there; whether it is open. If not, it is
 *     tried again by itself
 * @param alone whether no other process can be at work on it
 */
record Storage(Database database, Supplier<Future<Boolean>> opening, boolean alone) {
    /** Opens nothing that is not on this machine yet. */
    static Storage of(Vertx vertx, Config config, Secrets secrets, Redactors redactors, Clock clock) {
        PgSettings settings = config.postgres();
        return settings == null ? sqlite(config, clock) : postgres(vertx, settings, secrets, redactors, clock);
    }

    private static Storage sqlite(Config config, Clock clock) {
        Database database = new SqliteDatabase(config.home().resolve("tenants"));
        // One process owns a home, so what another one left unfinished there is finished by nobody else.
        return new Storage(database, () -> furnish(database, clock).map(true), true);
    }

    private static Storage postgres(
            Vertx vertx, PgSettings settings, Secrets secrets, Redactors redactors, Clock clock) {
        KeptPassword password = new KeptPassword(secrets);
        AtomicReference<LateDatabase> self = new AtomicReference<>();
        LateDatabase database = new LateDatabase(
                vertx,
                () -> PgDatabase.open(vertx, settings, password)
                        .compose(opened -> furnish(opened, clock)
                                .compose(done -> new Adoption(
                                                opened,
                                                new AdoptedRows(
                                                        opened, new AdoptionStore(), redactors, new Blocking(vertx)),
                                                what -> self.get().opening(what))
                                        .finish())
                                .<Database>map(opened)
                                .recover(cause -> opened.close()
                                        .transform((@Nullable Void closed, @Nullable Throwable ignored) ->
                                                Future.failedFuture(cause)))));
        self.set(database);
        return new Storage(
                database, () -> database.begin().recover(e -> Future.failedFuture(PostgresVariables.named(e))), false);
    }

    private static Future<?> furnish(Database database, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.onboard(new Tenant(TenantId.PLATFORM, "Platform", now))
                .compose(done -> database.onboard(new Tenant(TenantId.LOCAL, "Local", now)));
    }
}
