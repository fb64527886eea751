package io.neuralops.verticles.profiler.burn;

import io.neuralops.verticles.profiler.Budget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What burns too fast, service by service: of a service the worst of its endpoints counts, since an alarm is known by service and
 * name. For one thread.
 */
public final class Alarms {
    /** The names of the alarms. */
    public static final String ERRORS = "error_burn";

    public static final String LATENCY = "latency_burn";

    private final Map<String, Map<String, EndpointBurns>> services = new TreeMap<>();
    private final Map<Alarm, Level> told = new HashMap<>();

    /** An alarm of a service. */
    public record Alarm(String service, String name) {}

    /**
     * A change that is to be told.
     *
     * @param rate how many times as fast as allowed
     * @param endpoint the one that is worst
     * @param objective what of it
     */
    public record Change(Alarm alarm, Level before, Level level, double rate, String endpoint, String objective) {}

    /** Watches an endpoint. */
    public void watch(String service, String endpoint, Budget budget) {
        services.computeIfAbsent(service, none -> new TreeMap<>()).put(endpoint, new EndpointBurns(budget));
    }

    /** Adds a window of an endpoint, later than those before it. */
    public void add(String service, String endpoint, Instant from, Instant to, Shares shares) {
        Map<String, EndpointBurns> endpoints = services.get(service);
        EndpointBurns burns = endpoints == null ? null : endpoints.get(endpoint);
        if (burns != null) {
            burns.add(from, to, shares);
        }
    }

    /** What fires now and is not told, or the other way round. */
    public List<Change> changes(Instant now) {
        List<Change> changes = new ArrayList<>();
        services.forEach((service, endpoints) -> {
            change(changes, new Alarm(service, ERRORS), endpoints, now, EndpointBurns::errors);
            change(changes, new Alarm(service, LATENCY), endpoints, now, EndpointBurns::latency);
        });
        return changes;
    }

    /** A change was told. */
    public void told(Change change) {
        told.put(change.alarm(), change.level());
    }

    /** How many alarms fire that were told. */
    public long firing() {
        return told.values().stream().filter(level -> level != Level.NONE).count();
    }

    private void change(
            List<Change> changes,
            Alarm alarm,
            Map<String, EndpointBurns> endpoints,
            Instant now,
            BiFunction<EndpointBurns, Instant, Burn> of) {
        String worst = "";
        Burn burn = new Burn(Level.NONE, -1, "");
        for (Map.Entry<String, EndpointBurns> one : endpoints.entrySet()) {
            Burn other = of.apply(one.getValue(), now);
            Burn worse = burn.or(other);
            if (!Objects.equals(worse, burn)) {
                burn = worse;
                worst = one.getKey();
            }
        }
        Level before = told.getOrDefault(alarm, Level.NONE);
        if (burn.level() != before) {
            changes.add(new Change(alarm, before, burn.level(), burn.rate(), worst, burn.objective()));
        }
    }
}
