package io.neuralops.verticles.profiler;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.verticles.insight.Effect;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.rollup.Changes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Takes in how endpoints did, whoever measured it. */
public final class PerfService {
    private static final Duration CLOCK_SKEW = Duration.ofHours(24);
    /** Of one transaction: many windows hold up neither the event loop nor what others write for longer than that takes. */
    private static final int AT_ONCE = 500;

    private final Database database;
    private final PerfStore store;
    private final Redactors redactors;
    private final Events events;
    private final Clock clock;

    public PerfService(Database database, PerfStore store, Redactors redactors, Events events, Clock clock) {
        this.database = database;
        this.store = store;
        this.redactors = redactors;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a report of a window did.
     *
     * @param id of the window as it is stored
     */
    public record PerfRecorded(UUID id, String run, Instant from, Effect effect) {}

    /**
     * Stores windows, with names in which personal data is replaced; those that are refused don't keep the others from being
     * stored, and one that is there already changes nothing.
     */
    public Future<List<ItemOutcome<PerfRecorded>>> record(Principal principal, List<PerfWindow> windows) {
        Instant latest = clock.instant().plus(CLOCK_SKEW);
        return then(redactors.of(principal.tenant()), redactor -> {
            List<ItemOutcome<PerfRecorded>> outcomes = new ArrayList<>(windows.size());
            Future<?> done = Future.succeededFuture();
            for (int from = 0; from < windows.size(); from += AT_ONCE) {
                List<PerfWindow> some = windows.subList(from, Math.min(windows.size(), from + AT_ONCE));
                done = done.compose(before -> record(principal, some, latest, redactor))
                        .onSuccess(outcomes::addAll);
            }
            return done.map(outcomes);
        });
    }

    private Future<List<ItemOutcome<PerfRecorded>>> record(
            Principal principal, List<PerfWindow> windows, Instant latest, Redactor redactor) {
        List<ItemOutcome<PerfWindow>> read = windows.stream()
                .map(window -> ItemOutcome.attempt(() -> redacted(notAfter(latest, window), redactor)))
                .toList();
        return store(principal, accepted(read)).map(added -> outcomes(read, added));
    }

    private static PerfWindow notAfter(Instant latest, PerfWindow window) {
        if (window.to().isAfter(latest)) {
            throw Check.invalid("to", "lies more than " + CLOCK_SKEW.toHours() + " hours in the future");
        }
        return window;
    }

    private static PerfWindow redacted(PerfWindow window, Redactor redactor) {
        return window.named(
                redactor.id(window.run()),
                redactor.identifier(window.service()),
                redactor.identifier(window.endpoint()));
    }

    private static List<PerfWindow> accepted(List<ItemOutcome<PerfWindow>> read) {
        List<PerfWindow> accepted = new ArrayList<>(read.size());
        for (ItemOutcome<PerfWindow> one : read) {
            if (one instanceof ItemOutcome.Done<PerfWindow> done) {
                accepted.add(done.value());
            }
        }
        return accepted;
    }

    /** The ids of those that are new. */
    private Future<Set<UUID>> store(Principal principal, List<PerfWindow> windows) {
        if (windows.isEmpty()) {
            return Future.succeededFuture(new HashSet<>());
        }
        return database.tx(
                        principal,
                        session -> store.insert(session, principal.tenant(), windows)
                                .compose(fresh -> Changes.ofWindows(fresh)
                                        .leave(session, principal.tenant())
                                        .map(fresh)))
                .map(fresh -> {
                    Set<UUID> added = new HashSet<>();
                    for (PerfWindow window : fresh) {
                        added.add(window.id());
                        events.publish(new Event.PerfMeasured(principal.tenant(), window));
                    }
                    return added;
                });
    }

    private static List<ItemOutcome<PerfRecorded>> outcomes(List<ItemOutcome<PerfWindow>> read, Set<UUID> added) {
        List<ItemOutcome<PerfRecorded>> outcomes = new ArrayList<>(read.size());
        for (ItemOutcome<PerfWindow> one : read) {
            outcomes.add(
                    switch (one) {
                        case ItemOutcome.Done<PerfWindow> done -> new ItemOutcome.Done<>(view(done.value(), added));
                        case ItemOutcome.Refused<PerfWindow> refused -> new ItemOutcome.Refused<>(refused.failure());
                    });
        }
        return outcomes;
    }

    private static PerfRecorded view(PerfWindow window, Set<UUID> added) {
        Effect effect = added.remove(window.id()) ? Effect.CREATED : Effect.UNCHANGED;
        return new PerfRecorded(window.id(), window.run(), window.from(), effect);
    }
}
