package io.neuralops.verticles.rollup;

import io.neuralops.models.failure.Check;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.RawMeasureStore.Alert;
import io.neuralops.sql.store.ReportSettingsStore;
import io.neuralops.sql.store.RollupStore;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the numbers of reports with the rows, a few workflows and alerts at a time, and puts right what differs. */
public final class Verifier {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);
    private static final int SUBJECTS = 20;
    private static final int MOST_DIFFERENCES = 100;
    private static final String TOGETHER = "t";
    private static final String DAYS = "d";

    private final Database database;
    private final Rollups rollups;
    private final RollupCheck check;
    private final DayCheck days;
    private final ReportSettingsStore settings = new ReportSettingsStore();

    public Verifier(Database database, Rollups rollups) {
        this.database = database;
        this.rollups = rollups;
        this.check = new RollupCheck(database);
        this.days = new DayCheck(database);
    }

    /** Where a comparison goes on: first workflow by workflow, then alert by alert, then all together, then its days. */
    private sealed interface Place {
        record Workflows(String after) implements Place {}

        record Alerts(Alert after) implements Place {}

        record Together() implements Place {}

        record Days() implements Place {}
    }

    private record Part(
            int subjects, List<Change.Counted> differences, List<Subject> turned, long buckets, long incidents) {}

    /** Compares a part. */
    public Future<Verification> verify(Principal principal, VerifyRollups command) {
        TenantId tenant = principal.tenant();
        boolean repair = Boolean.TRUE.equals(command.repair());
        Place place = place(command.cursor());
        return rollups.bringUpToDate(tenant).compose(done -> switch (place) {
            case Place.Workflows one ->
                check.workflows(tenant, one.after(), SUBJECTS)
                        .compose(some ->
                                workflows(tenant, some).compose(part -> finish(tenant, repair, part, after(some))));
            case Place.Alerts one ->
                check.alerts(tenant, one.after(), SUBJECTS)
                        .compose(some ->
                                alerts(tenant, some).compose(part -> finish(tenant, repair, part, afterAlerts(some))));
            case Place.Together one ->
                check.together(tenant)
                        .compose(found -> finish(
                                tenant,
                                repair,
                                new Part(0, found.differences(), List.of(), found.buckets(), 0),
                                encoded(DAYS)));
            case Place.Days one -> days.differing(tenant).compose(lacking -> days(tenant, repair, lacking));
        });
    }

    /** Makes the numbers of tenants whose rows are older than they are, or were added up by other definitions. */
    Future<Void> makeMissing(int definitions) {
        return database.read(PLATFORM, session -> settings.notMade(session, definitions))
                .compose(tenants -> makeEach(tenants, 0, definitions));
    }

    private Future<Void> makeEach(List<TenantId> tenants, int next, int definitions) {
        if (next == tenants.size()) {
            return Future.succeededFuture();
        }
        TenantId tenant = tenants.get(next);
        return make(tenant, null)
                .compose(done -> database.tx(PLATFORM, session -> settings.made(session, tenant, definitions)))
                .onFailure(cause -> LOG.info("the reports of {} are made another time: {}", tenant, cause.getMessage()))
                .otherwise(0)
                .compose(done -> makeEach(tenants, next + 1, definitions));
    }

    /** Puts right all that differs. */
    public Future<Void> repair(TenantId tenant) {
        return make(tenant, null);
    }

    private Future<Void> make(TenantId tenant, @Nullable String cursor) {
        return verify(Principal.service(tenant), new VerifyRollups(true, cursor))
                .compose(part ->
                        part.nextCursor() == null ? rollups.bringUpToDate(tenant) : make(tenant, part.nextCursor()));
    }

    private Future<Part> workflows(TenantId tenant, List<String> workflows) {
        List<Change.Counted> differences = new ArrayList<>();
        List<Subject> turned = new ArrayList<>();
        long[] counts = new long[2];
        Future<?> done = Future.succeededFuture();
        for (String workflow : workflows) {
            done = done.compose(before -> check.workflow(tenant, workflow)).onSuccess(found -> {
                differences.addAll(found.differences());
                counts[0] += found.buckets();
                counts[1] += found.incidents();
                if (found.incidents() > 0) {
                    turned.add(new Subject.Workflow(workflow));
                }
            });
        }
        return done.map(all -> new Part(workflows.size(), differences, turned, counts[0], counts[1]));
    }

    private Future<Part> alerts(TenantId tenant, List<Alert> alerts) {
        List<Subject> turned = new ArrayList<>();
        long[] incidents = new long[1];
        Future<?> done = Future.succeededFuture();
        for (Alert alert : alerts) {
            done = done.compose(before -> check.alert(tenant, alert)).onSuccess(found -> {
                incidents[0] += found.incidents();
                if (found.incidents() > 0) {
                    turned.add(new Subject.Alert(alert.service(), alert.name()));
                }
            });
        }
        return done.map(all -> new Part(alerts.size(), List.of(), turned, 0, incidents[0]));
    }

    private Future<Verification> days(TenantId tenant, boolean repair, List<Change.Counted> lacking) {
        Future<Void> repaired = repair && !lacking.isEmpty()
                ? days.repair(tenant, lacking).compose(done -> rollups.changed(tenant))
                : Future.succeededFuture();
        return repaired.map(done -> told(new Part(0, lacking, List.of(), 0, 0), repair && !lacking.isEmpty(), null));
    }

    private Future<Verification> finish(TenantId tenant, boolean repair, Part part, @Nullable String next) {
        boolean differs = !part.differences().isEmpty() || !part.turned().isEmpty();
        Future<Void> repaired = repair && differs
                ? check.repair(tenant, part.differences(), part.turned()).compose(done -> rollups.bringUpToDate(tenant))
                : Future.succeededFuture();
        return repaired.map(done -> told(part, repair && differs, next));
    }

    private static Verification told(Part part, boolean repaired, @Nullable String next) {
        return new Verification(
                part.subjects(),
                part.buckets(),
                part.differences().stream()
                        .limit(MOST_DIFFERENCES)
                        .map(one -> new Verification.Difference(
                                one.workflow(), one.bucket(), one.tally().toString()))
                        .toList(),
                part.differences().size(),
                part.incidents(),
                repaired,
                next);
    }

    private static String after(List<String> workflows) {
        return workflows.size() == SUBJECTS ? encoded("w" + workflows.getLast()) : encoded("a\n");
    }

    private static String afterAlerts(List<Alert> alerts) {
        return alerts.size() == SUBJECTS
                ? encoded("a" + alerts.getLast().service() + '\n'
                        + alerts.getLast().name())
                : encoded(TOGETHER);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Place place(@Nullable String cursor) {
        if (cursor == null) {
            return new Place.Workflows(RollupStore.ALL);
        }
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Check.invalid("cursor", "is none that was given");
        }
        int line = text.indexOf('\n');
        if (text.startsWith("w")) {
            return new Place.Workflows(text.substring(1));
        }
        if (text.startsWith("a") && line > 0) {
            return new Place.Alerts(new Alert(text.substring(1, line), text.substring(line + 1)));
        }
        if (text.equals(TOGETHER)) {
            return new Place.Together();
        }
        if (text.equals(DAYS)) {
            return new Place.Days();
        }
        throw Check.invalid("cursor", "is none that was given");
    }
}
