package io.neuralops.verticles.rollup;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.DerivedIncidentStore;
import io.neuralops.sql.store.TurnStore;
import io.neuralops.sql.store.TurnStore.Turn;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens, resolves and takes away the incidents that follow from runs and signals, where some of these changed. What happened after the next
 * time that all was well follows from that, whatever was before.
 */
final class DerivedIncidents {
    private static final int ID_BYTES = 12;

    private final TurnStore turns = new TurnStore();
    private final DerivedIncidentStore store = new DerivedIncidentStore();

    /** What became of incidents: those that were recorded, and those that are no more. */
    record Outcome(List<RecordedIncident> recorded, List<Incident> gone) {}

    private record Known(Optional<Turn> before, List<Turn> turns, List<Incident> stored) {}

    /** Brings the incidents of a subject up to date, where it changed; nothing is read twice for changes that are near each other. */
    Future<List<Outcome>> bringUpToDate(Session session, TenantId tenant, Subject subject, Set<Reach> reaches) {
        Walk walk = new Walk();
        Future<Void> done = Future.succeededFuture();
        for (Reach reach :
                reaches.stream().sorted(Comparator.comparing(Reach::from)).toList()) {
            done = done.compose(before -> window(session, tenant, subject, reach, walk))
                    .compose(before ->
                            reach.next() ? next(session, tenant, subject, reach, walk) : Future.succeededFuture());
        }
        return done.map(walk.outcomes());
    }

    private Future<Void> window(Session session, TenantId tenant, Subject subject, Reach reach, Walk walk) {
        if (walk.passed(reach.from())) {
            return Future.succeededFuture();
        }
        return difference(session, tenant, subject, reach, true)
                .compose(difference -> write(session, tenant, subject, difference)
                        .map(outcome -> walk.went(difference.whole(), outcome)));
    }

    /** The runs between may be new as well, and were no turns since there is this one before them. */
    private Future<Void> next(Session session, TenantId tenant, Subject subject, Reach reach, Walk walk) {
        if (walk.good(reach.from()) || !(subject instanceof Subject.Workflow one)) {
            return Future.succeededFuture();
        }
        return turns.badRunAfter(session, tenant, one.workflow(), reach.from()).compose(bad -> {
            walk.goodUntil(bad);
            return bad.isEmpty()
                    ? Future.succeededFuture()
                    : window(session, tenant, subject, Reach.bad(bad.get()), walk);
        });
    }

    /** How many of a subject's incidents differ from those that follow; nothing is changed. */
    Future<Integer> differing(Session session, TenantId tenant, Subject subject, Reach reach) {
        return difference(session, tenant, subject, reach, false)
                .map(difference -> difference.added().size()
                        + difference.changed().size()
                        + difference.gone().size());
    }

    private Future<Difference> difference(
            Session session, TenantId tenant, Subject subject, Reach reach, boolean toWrite) {
        return untilGood(session, tenant, subject, reach)
                .compose(whole -> known(session, tenant, subject, whole, toWrite)
                        .compose(known -> whole.endless() || endsWell(known.turns())
                                ? Future.succeededFuture(difference(subject, whole, known))
                                : difference(session, tenant, subject, Reach.since(reach.from()), toWrite)));
    }

    /** Something may have turned bad in the very moment in which it was good, or what was good may have been changed meanwhile. */
    private static boolean endsWell(List<Turn> turns) {
        return !turns.isEmpty() && !turns.getLast().bad();
    }

    private Future<Reach> untilGood(Session session, TenantId tenant, Subject subject, Reach reach) {
        if (reach.endless() || !(subject instanceof Subject.Workflow one)) {
            return Future.succeededFuture(Reach.since(reach.from()));
        }
        return turns.goodRunAfter(session, tenant, one.workflow(), reach.to())
                .map(found -> found.map(reach::until).orElseGet(() -> Reach.since(reach.from())));
    }

    private Future<Known> known(Session session, TenantId tenant, Subject subject, Reach reach, boolean toWrite) {
        Instant from = reach.from();
        Instant to = reach.to();
        Future<Optional<Turn>> before = switch (subject) {
            case Subject.Workflow one -> turns.runBefore(session, tenant, one.workflow(), from);
            case Subject.Alert one -> turns.alertBefore(session, tenant, one.service(), one.name(), from);
        };
        Future<List<Turn>> since = switch (subject) {
            case Subject.Workflow one -> turns.runs(session, tenant, one.workflow(), from, to);
            case Subject.Alert one -> turns.alerts(session, tenant, one.service(), one.name(), from, to);
        };
        Future<List<Incident>> stored = store.touching(session, tenant, subject.key(), from, to, toWrite);
        return Future.all(before, since, stored)
                .map(all -> new Known(before.result(), since.result(), stored.result()));
    }

    private record Difference(Reach whole, List<Incident> added, List<RecordedIncident> changed, List<Incident> gone) {}

    private static Difference difference(Subject subject, Reach whole, Known known) {
        Map<String, Incident> stored = new LinkedHashMap<>();
        known.stored().forEach(one -> stored.put(one.id(), one));
        Optional<Incident> open = known.stored().stream()
                .filter(one -> one.openedAt().isBefore(whole.from()))
                .findFirst();
        Episodes.Found found =
                Episodes.find(known.before(), open.isPresent(), known.turns(), subject instanceof Subject.Workflow);
        List<Incident> wanted = new ArrayList<>();
        open.ifPresent(one -> wanted.add(until(one, found.endOfOpen().orElse(null))));
        found.begun().forEach(episode -> wanted.add(incident(subject, episode)));
        List<Incident> added = new ArrayList<>();
        List<RecordedIncident> changed = new ArrayList<>();
        for (Incident one : wanted) {
            Incident before = stored.remove(one.id());
            if (before == null) {
                added.add(one);
            } else if (!before.equals(one)) {
                changed.add(new RecordedIncident(before, one));
            }
        }
        return new Difference(whole, added, changed, List.copyOf(stored.values()));
    }

    private Future<Outcome> write(Session session, TenantId tenant, Subject subject, Difference difference) {
        List<RecordedIncident> recorded = new ArrayList<>(difference.changed());
        difference.added().forEach(one -> recorded.add(new RecordedIncident(null, one)));
        return store.delete(session, tenant, difference.gone())
                .compose(done -> store.insert(session, tenant, subject.key(), difference.added()))
                .compose(done -> store.update(
                        session,
                        tenant,
                        difference.changed().stream()
                                .map(RecordedIncident::after)
                                .toList()))
                .map(done -> new Outcome(recorded, difference.gone()));
    }

    private static Incident incident(Subject subject, Episodes.Episode episode) {
        Turn opening = episode.opening();
        Map<String, String> labels = new HashMap<>();
        return switch (subject) {
            case Subject.Workflow one -> {
                labels.put("run_id", opening.id());
                labels.put("attempt", Long.toString(opening.number()));
                yield new Incident(
                        id("runs-", subject, opening),
                        null,
                        one.workflow(),
                        "runs",
                        opening.severity(),
                        opening.at(),
                        episode.end(),
                        labels);
            }
            case Subject.Alert one -> {
                labels.put("signal", one.name());
                yield new Incident(
                        id("signals-", subject, opening),
                        one.service(),
                        null,
                        "signals",
                        opening.severity(),
                        opening.at(),
                        episode.end(),
                        labels);
            }
        };
    }

    private static Incident until(Incident one, @Nullable Instant end) {
        return new Incident(
                one.id(),
                one.service(),
                one.workflow(),
                one.source(),
                one.severity(),
                one.openedAt(),
                end,
                one.labels());
    }

    /** The same for the same opening, however often it is found. */
    private static String id(String prefix, Subject subject, Turn opening) {
        String text = subject.key() + '\n' + opening.id() + '\n' + (prefix.equals("runs-") ? opening.number() : 0);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
