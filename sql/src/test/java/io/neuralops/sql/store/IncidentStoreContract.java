package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.IncidentTimesStore.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

interface IncidentStoreContract extends StoreContract {
    IncidentStore INCIDENTS = new IncidentStore();
    IncidentTimesStore TIMES = new IncidentTimesStore();

    @Test
    default void anIncidentComesBackWholeAndAsItBecame() {
        Incident full = new Incident(
                "i1",
                "api",
                null,
                "statuspage",
                IncidentSeverity.CRITICAL,
                NOW,
                NOW.plusNanos(1_000),
                Map.of("title", "it's \"down\"", "b", "=1+1"));
        Incident bare = new Incident("i2", null, null, "reported", IncidentSeverity.UNRATED, NOW, null, Map.of());
        insert(full, bare);
        assertThat(found("i1", "i2", "i3")).isEqualTo(Map.of("i1", full, "i2", bare));

        Incident ended = new Incident(
                "i2", null, "web/build", "page", IncidentSeverity.MINOR, NOW, NOW.plusSeconds(1), Map.of("a", "b"));
        int changed = tx(s -> INCIDENTS.update(s, TENANT, List.of(ended)));

        assertThat(changed).isEqualTo(1);
        assertThat(found("i1", "i2")).isEqualTo(Map.of("i1", full, "i2", ended));
        Map<String, Incident> others = tx(s -> INCIDENTS.find(s, new TenantId("other"), List.of("i1")));
        assertThat(others).isEmpty();
        insert();
    }

    @Test
    default void pagesGoByTheBeginningsAndAreFiltered() {
        insert(
                incident("a", "api", IncidentSeverity.MINOR, 10, 60),
                incident("b", "api", IncidentSeverity.MAJOR, 30, -1),
                incident("c", "db", IncidentSeverity.MINOR, 20, 0),
                incident("d", "db", IncidentSeverity.MINOR, 20, -1));
        assertThat(ids(filter(null, null, null, null, null))).containsExactly("b", "d", "c", "a");
        assertThat(ids(filter("api", null, null, null, null))).containsExactly("b", "a");
        assertThat(ids(filter(null, IncidentSeverity.MINOR, null, null, null))).containsExactly("d", "c", "a");
        assertThat(ids(filter(null, null, 20, 20, null))).containsExactly("d", "c");
        assertThat(ids(filter(null, null, null, null, true))).containsExactly("b", "d");
        assertThat(ids(filter(null, null, null, null, false))).containsExactly("c", "a");
        assertThat(ids(new IncidentFilter(null, "api", null, null, null, null))).isEmpty();
    }

    @Test
    default void timesAreCountedExactlyAndWhatIsOpenHasNone() {
        assertThat(times(null)).isEmpty();
        insert(incident("open", "api", IncidentSeverity.MAJOR, 5, -1));
        assertThat(times(null))
                .containsExactly(
                        new Times("all", 0, 1, 0, 0, null, null, null, null),
                        new Times("major", 0, 1, 0, 0, null, null, null, null));
        insert(
                incident("work", "api", IncidentSeverity.MAINTENANCE, 6, 100_000),
                incident("one", "api", IncidentSeverity.MAJOR, 7, 60),
                incident("two", "db", IncidentSeverity.MAJOR, 8, 0),
                incident("at the end", "db", IncidentSeverity.MAJOR, 1_000, 9));

        assertThat(times(null))
                .containsExactly(
                        new Times("all", 2, 1, 60, 0, 0L, 60_000_000L, 0L, 60_000_000L),
                        new Times("maintenance", 1, 0, 100_000, 0, at(100_000), at(100_000), at(100_000), at(100_000)),
                        new Times("major", 2, 1, 60, 0, 0L, 60_000_000L, 0L, 60_000_000L));
        assertThat(times("db")).extracting(Times::resolved).containsExactly(1L, 1L);
    }

    /** Against sorting them here, with lengths of microseconds. */
    @Test
    default void placesAreThoseOfTheSortedLengths() {
        Random random = new Random(5);
        List<Incident> all = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (int n = 1; n <= 47; n++) {
            long micros = random.nextInt(4) == 0 ? 1_500_000 : random.nextLong(10_000_000_000L);
            Instant opened = NOW.plusSeconds(n);
            all.add(new Incident(
                    "i" + n,
                    null,
                    null,
                    "s",
                    IncidentSeverity.MINOR,
                    opened,
                    opened.plusNanos(micros * 1_000),
                    Map.of()));
            lengths.add(micros);
        }
        insert(all.toArray(Incident[]::new));
        Collections.sort(lengths);

        Times times = times(null).getFirst();

        assertThat(times.resolved()).isEqualTo(47);
        assertThat(times.seconds() * 1_000_000 + times.micros())
                .isEqualTo(lengths.stream().mapToLong(Long::longValue).sum());
        assertThat(times.medianLow()).isEqualTo(lengths.get(23)).isEqualTo(times.medianHigh());
        assertThat(times.p90Low()).isEqualTo(lengths.get(41));
        assertThat(times.p90High()).isEqualTo(lengths.get(42));
    }

    /** As long as an incident can last, more often than a sum of microseconds has room for. */
    @Test
    default void theSumOfTheLongestHasRoom() {
        List<Incident> all = new ArrayList<>();
        Instant begin = Instant.parse("1990-01-01T00:00:00Z");
        Instant end = Instant.parse("2200-01-01T00:00:00Z");
        for (int i = 0; i < 1_500; i++) {
            all.add(new Incident("i" + i, null, null, "s", IncidentSeverity.NONE, begin, end, Map.of()));
        }
        insert(all.toArray(Incident[]::new));

        List<Times> times = read(s -> TIMES.times(s, TENANT, null, null, begin, end));

        double length = Duration.between(begin, end).toSeconds();
        assertThat((double) times.getFirst().seconds()).isCloseTo(1_500 * length, within(1.0));
    }

    private List<Times> times(String service) {
        return read(s -> TIMES.times(s, TENANT, service, null, NOW, NOW.plusSeconds(1_000)));
    }

    private static long at(long seconds) {
        return seconds * 1_000_000;
    }

    private void insert(Incident... incidents) {
        tx(s -> INCIDENTS.insert(s, TENANT, Arrays.asList(incidents)));
    }

    private Map<String, Incident> found(String... ids) {
        return tx(s -> INCIDENTS.find(s, TENANT, List.of(ids)));
    }

    private static IncidentFilter filter(
            String service, IncidentSeverity severity, Integer from, Integer to, Boolean open) {
        return new IncidentFilter(
                service,
                null,
                severity,
                from == null ? null : NOW.plusSeconds(from),
                to == null ? null : NOW.plusSeconds(to),
                open);
    }

    /** Page by page, one on each. */
    private List<String> ids(IncidentFilter filter) {
        List<String> ids = new ArrayList<>();
        TimePaging.Place before = null;
        while (true) {
            TimePaging paging = new TimePaging(1, before);
            List<IncidentStore.Stored> page = read(s -> INCIDENTS.page(s, TENANT, filter, paging));
            if (page.isEmpty()) {
                return ids;
            }
            ids.add(page.getFirst().incident().id());
            before = page.getFirst().place();
        }
    }

    private static Incident incident(String id, String service, IncidentSeverity severity, int opened, int lasted) {
        Instant begin = NOW.plusSeconds(opened);
        return new Incident(
                id, service, null, "s", severity, begin, lasted < 0 ? null : begin.plusSeconds(lasted), Map.of());
    }
}
