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
import io.neuralops.verticles.secrets.KeptPassword;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    static Storage of(Vertx vertx, Config config, Secrets secrets, Clock clock) {
        PgSettings settings = config.postgres();
        return settings == null ? sqlite(config, clock) : postgres(vertx, settings, secrets, clock);
    }

    private static Storage sqlite(Config config, Clock clock) {
        Database database = new SqliteDatabase(config.home().resolve("tenants"));
        // One process owns a home, so what another one left unfinished there is finished by nobody else.
        return new Storage(database, () -> furnish(database, clock).map(true), true);
    }

    private static Storage postgres(Vertx vertx, PgSettings settings, Secrets secrets, Clock clock) {
        KeptPassword password = new KeptPassword(secrets);
        LateDatabase database = new LateDatabase(
                vertx,
                () -> PgDatabase.open(vertx, settings, password)
                        .compose(opened -> furnish(opened, clock)
                                .<Database>map(opened)
                                .recover(cause -> opened.close()
                                        .transform((@Nullable Void closed, @Nullable Throwable ignored) ->
                                                Future.failedFuture(cause)))));
        return new Storage(
                database, () -> database.begin().recover(e -> Future.failedFuture(PostgresVariables.named(e))), false);
    }

    private static Future<?> furnish(Database database, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.onboard(new Tenant(TenantId.PLATFORM, "Platform", now))
                .compose(done -> database.onboard(new Tenant(TenantId.LOCAL, "Local", now)));
    }
}
