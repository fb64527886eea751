package io.neuralops.gateway;

import io.neuralops.gateway.config.Config;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.TrainingNews;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The catalogue, for tests that only look at it. */
final class Operations {
    private Operations() {}

    /** All operations, of services that have ended already. */
    static List<Operation> in(Path home) {
        Vertx vertx = Vertx.vertx();
        Services services = new Services(
                vertx,
                Config.from(name -> null, home),
                new Json(),
                new Events(List.of()),
                new TrainingNews(),
                new RollupNews(),
                new Callers(System::nanoTime),
                Clock.systemUTC(),
                "test");
        try {
            return Catalogue.of(services);
        } finally {
            services.database.close().await();
            vertx.close().await();
        }
    }
}
