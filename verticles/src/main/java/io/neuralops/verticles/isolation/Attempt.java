package io.neuralops.verticles.isolation;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Makes probes of calls of services, by what is expected of them. */
final class Attempt {
    static final Principal A = Principal.service(Canaries.A);
    static final Principal B = Principal.service(Canaries.B);
    static final String OTHERS = Canaries.B.value();

    private Attempt() {}

    /** Has to be answered like something that does not exist. */
    static Probe notFound(String name, String surface, String tried, Supplier<Future<?>> call) {
        return new Probe(
                name,
                surface,
                "as canary_a: " + tried,
                "not found",
                () -> call.get().transform(done -> {
                    boolean held =
                            done.cause() instanceof FailureException e && e.failure() instanceof Failure.NotFound;
                    return Future.succeededFuture(
                            Observation.of(held, done.succeeded() ? "it was found" : done.cause()));
                }));
    }

    /** Has to show names, none of them the other's. */
    static Probe withoutOthers(
            String name, String surface, String tried, Supplier<Future<? extends Collection<String>>> names) {
        return new Probe(
                name,
                surface,
                "as canary_a: " + tried,
                "nothing of canary_b",
                () -> names.get()
                        .map(found -> Observation.of(
                                found.stream().noneMatch(n -> n.startsWith(OTHERS)), new TreeSet<>(found))));
    }

    /** Has to come to just this. */
    static Probe equal(String name, String surface, String tried, String expected, Supplier<Future<String>> call) {
        return new Probe(
                name,
                surface,
                tried,
                expected,
                () -> call.get().map(seen -> Observation.of(seen.equals(expected), seen)));
    }
}
