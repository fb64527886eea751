package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

interface PerfStoreContract extends StoreContract {
    PerfStore PERF = new PerfStore();

    @Test
    default void aWindowComesBackWhole() {
        PerfWindow full = PerfWindow.of(
                "run 1",
                "api",
                "GET /x",
                NOW,
                NOW.plusSeconds(10),
                12_345,
                7,
                new Latencies(1.5, 2.5, 3.5, 4.5, 5.5),
                1_234.5,
                Verdict.FAIL,
                PerfSource.HLOG,
                new PackedHistogram(new byte[] {1, -2}));
        PerfWindow silent = PerfWindow.of(
                "run 1",
                "api",
                "GET /x",
                NOW.plusSeconds(10),
                NOW.plusSeconds(20),
                0,
                0,
                Latencies.NONE,
                0,
                null,
                PerfSource.PROFILER,
                null);
        assertThat(insert(full, silent)).containsExactly(full, silent);

        assertThat(find(full.id())).isEqualTo(full);
        assertThat(find(silent.id())).isEqualTo(silent);
        Optional<PerfWindow> nothing = read(s -> PERF.find(s, TENANT, new UUID(1, 3)));
        assertThat(nothing).isEmpty();
    }

    @Test
    default void whatIsReportedTwiceIsStoredOnceAndStaysAsItWas() {
        PerfWindow first = window("api", NOW, 10);
        PerfWindow second = window("api", NOW.plusSeconds(10), 20);
        assertThat(insert(first, first)).as("also within one report").containsExactly(first);

        assertThat(insert(window("api", NOW, 999), second)).containsExactly(second);

        assertThat(find(first.id()).requests()).isEqualTo(10);
        assertThat(insert(first, second)).isEmpty();
        assertThat(insert()).isEmpty();
    }

    @Test
    default void pagesGoByTheEndsOfWindowsAndWithinOneTimeByPosition() {
        insert(window("api", NOW.plusSeconds(20), 3), window("api", NOW, 1), window("api", NOW.plusSeconds(10), 2));
        insert(window("db", NOW.plusSeconds(10), 4));
        PerfFilter all = new PerfFilter(null, null, null, null);

        assertThat(requests(all)).containsExactly(3L, 4L, 2L, 1L);
        assertThat(requests(new PerfFilter("api", "GET /x", null, null))).containsExactly(3L, 2L, 1L);
        assertThat(requests(new PerfFilter(null, "GET /y", null, null))).isEmpty();
        assertThat(requests(new PerfFilter(null, null, NOW.plusSeconds(20), NOW.plusSeconds(20))))
                .containsExactly(4L, 2L);
        List<PerfStore.Stored> others = read(s -> PERF.page(s, new TenantId("other"), all, new TimePaging(10, null)));
        assertThat(others).isEmpty();
    }

    /** Page by page, one window on each. */
    private List<Long> requests(PerfFilter filter) {
        List<Long> requests = new ArrayList<>();
        TimePaging.Place before = null;
        while (true) {
            TimePaging paging = new TimePaging(1, before);
            List<PerfStore.Stored> page = read(s -> PERF.page(s, TENANT, filter, paging));
            if (page.isEmpty()) {
                return requests;
            }
            requests.add(page.getFirst().window().requests());
            before = page.getFirst().place();
        }
    }

    private List<PerfWindow> insert(PerfWindow... windows) {
        return tx(s -> PERF.insert(s, TENANT, List.of(windows)));
    }

    private static PerfWindow window(String service, Instant from, long requests) {
        return PerfWindow.of(
                "run",
                service,
                "GET /x",
                from,
                from.plusSeconds(10),
                requests,
                0,
                Latencies.NONE,
                1,
                null,
                PerfSource.ROWS,
                null);
    }

    private PerfWindow find(UUID id) {
        return read(s -> PERF.find(s, TENANT, id)).orElseThrow();
    }
}
