package io.neuralops.sql.isolation;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.CanaryStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a database's probes. */
public final class Proving {
    private Proving() {}

    /** Makes the canaries with their rows. */
    public static void plant(Database database) {
        for (TenantId canary : List.of(Canaries.A, Canaries.B)) {
            await(database.create(canary));
            await(database.tx(Principal.service(canary), session -> new CanaryStore().plant(session, canary)));
        }
    }

    /** What each probe saw. */
    public static Map<String, Observation> all(Database database) {
        Map<String, Observation> seen = new LinkedHashMap<>();
        for (Probe probe : await(database.isolation().probes())) {
            if (seen.put(probe.name(), await(probe.attempt().get())) != null) {
                throw new AssertionError("two probes are called " + probe.name());
            }
        }
        return seen;
    }

    /** The names of those that saw isolation broken. */
    public static List<String> broken(Database database) {
        return all(database).entrySet().stream()
                .filter(seen -> !seen.getValue().held())
                .map(Map.Entry::getKey)
                .toList();
    }
}
