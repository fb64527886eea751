package io.neuralops.sql.store;

import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.store.RunStoreContract.run;
import static io.neuralops.sql.store.StoreContract.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

interface PredictionStoreContract extends StoreContract {
    PredictionStore PREDICTIONS = new PredictionStore();
    PredictionFilter EVERY = new PredictionFilter(null, null, null, null);

    @Test
    default void aPredictionComesBackWholeAndItsFeaturesBitForBit() {
        float[] features = {
            0,
            -0f,
            1.1f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            -3e-39f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.intBitsToFloat(0x7fc0_1234)
        };
        PredictionRow row = new PredictionRow(
                new UUID(1, -2),
                "r1",
                3,
                "w",
                "s1",
                "v7",
                1.0 / 3,
                "workflow_history",
                new Json("{}"),
                features,
                NOW,
                null,
                null);
        insert(row);
        PredictionRow found = find(row.id()).orElseThrow();

        assertThat(found).usingRecursiveComparison().ignoringFields("features").isEqualTo(row);
        assertThat(bits(found.features())).isEqualTo(bits(features));
    }

    @Test
    default void aPredictionWithoutAnythingOptionalComesBackWithoutIt() {
        PredictionRow row = new PredictionRow(
                new UUID(1, 1), "r1", 1, null, null, "none", 0, "base_rate", new Json("{}"), null, NOW, null, null);
        insert(row);

        assertThat(find(row.id())).contains(row);
        assertThat(find(new UUID(9, 9))).isEmpty();
    }

    @Test
    default void anIdIsUsedOnceOnly() {
        insert(prediction(1, "r1", "w", 0.5, 0));

        assertThat(causeOf(database()
                        .tx(
                                Principal.service(TENANT),
                                s -> PREDICTIONS.insert(s, TENANT, List.of(prediction(1, "r2", "w", 0.5, 0))))))
                .isNotNull();
        assertThat(listed(EVERY)).containsExactly("r1");
    }

    @Test
    default void filtersAdmitWhatIsAskedForNewestFirst() {
        insert(
                prediction(1, "r1", "a", 0.2, 0),
                prediction(2, "r2", "a", 0.7, 10),
                prediction(3, "r3", "b", 0.9, 20),
                prediction(4, "r1", "a", 0.5, 30));

        assertThat(listed(EVERY)).containsExactly("r1", "r3", "r2", "r1");
        assertThat(listed(new PredictionFilter("r1", null, null, null))).hasSize(2);
        assertThat(listed(new PredictionFilter(null, "a", null, null))).containsExactly("r1", "r2", "r1");
        assertThat(listed(new PredictionFilter(null, null, 0.7, null))).containsExactly("r3", "r2");
        assertThat(listed(new PredictionFilter(null, null, null, NOW.plusSeconds(20))))
                .containsExactly("r1", "r3");
        assertThat(listed(new PredictionFilter("r1", "a", 0.3, NOW))).containsExactly("r1");
    }

    @Test
    default void pagesOfPredictionsHaveNeitherGapsNorRepeatsWhileMoreAreMade() {
        int count = 17;
        for (int i = 0; i < count; i++) {
            insert(prediction(i, "r" + i, "w", 0.5, i));
        }
        List<String> seen = new ArrayList<>();
        Long before = null;
        List<PredictionStore.Stored> page;
        do {
            Paging paging = new Paging(4, before);
            page = read(s -> PREDICTIONS.page(s, TENANT, EVERY, paging));
            page.forEach(stored -> seen.add(stored.prediction().runId()));
            if (!page.isEmpty()) {
                before = page.getLast().position();
                insert(prediction(1_000 + seen.size(), "new", "w", 0.5, 0));
            }
        } while (!page.isEmpty());

        assertThat(seen)
                .hasSize(count)
                .doesNotHaveDuplicates()
                .startsWith("r16")
                .endsWith("r0");
    }

    @Test
    default void theOutcomeOfAPredictionIsThatOfItsRun() {
        insert(prediction(1, "r1", "w", 0.5, 0), prediction(2, "r1", "w", 0.6, 1), prediction(3, "r2", "w", 0.5, 2));
        recorded(run("r1", RunStatus.RUNNING, 0));
        assertThat(outcomes(EVERY)).containsOnlyNulls();

        recorded(run("r1", RunStatus.FAILURE, 60));

        assertThat(find(new UUID(0, 1)).orElseThrow().outcome()).isEqualTo("failure");
        assertThat(outcomes(EVERY)).containsExactly(null, "failure", "failure");
        assertThat(outcomes(new PredictionFilter("r1", null, null, null))).containsExactly("failure", "failure");
        insert(prediction(4, "r1", "w", 0.5, 3));
        assertThat(outcomes(EVERY))
                .describedAs("nor need the prediction come before the outcome")
                .startsWith("failure");
    }

    @Test
    default void anotherAttemptIsNotTheOutcomeOfAPrediction() {
        insert(prediction(1, "r1", "w", 0.5, 0));
        recorded(new Run("r1", 2, "w", RunStatus.SUCCESS, NOW, NOW, NOW, null, null, null, null, Map.of(), Map.of()));

        assertThat(find(new UUID(0, 1)).orElseThrow().outcome()).isNull();
    }

    @Test
    default void thePredictionsOfARunAreFoundAmongManyOthers() {
        int count = 5_000;
        List<PredictionRow> many = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            many.add(prediction(i, "r" + i % 1_000, "w", 0.5, i));
        }
        tx(s -> PREDICTIONS.insert(s, TENANT, many));
        PredictionFilter filter = new PredictionFilter("r7", null, null, null);

        List<PredictionStore.Stored> page = read(s -> PREDICTIONS.page(s, TENANT, filter, first(3)));
        assertThat(page)
                .extracting(stored -> stored.prediction().id())
                .containsExactly(new UUID(0, 4_007), new UUID(0, 3_007), new UUID(0, 2_007));

        Paging next = new Paging(3, page.getLast().position());
        List<PredictionStore.Stored> last = read(s -> PREDICTIONS.page(s, TENANT, filter, next));
        assertThat(last)
                .extracting(stored -> stored.prediction().id())
                .containsExactly(new UUID(0, 1_007), new UUID(0, 7));
    }

    private void recorded(Run run) {
        tx(s -> new RunStore().record(s, TENANT, List.of(run)));
    }

    private List<@Nullable String> outcomes(PredictionFilter filter) {
        return read(s -> PREDICTIONS.page(s, TENANT, filter, first(100))).stream()
                .map(stored -> stored.prediction().outcome())
                .toList();
    }

    private void insert(PredictionRow... rows) {
        tx(s -> PREDICTIONS.insert(s, TENANT, Arrays.asList(rows)));
    }

    private Optional<PredictionRow> find(UUID id) {
        return read(s -> PREDICTIONS.find(s, TENANT, id));
    }

    private List<String> listed(PredictionFilter filter) {
        List<PredictionStore.Stored> page = read(s -> PREDICTIONS.page(s, TENANT, filter, first(100)));
        return page.stream().map(stored -> stored.prediction().runId()).toList();
    }

    private static PredictionRow prediction(int id, String run, String workflow, double probability, int second) {
        Instant at = NOW.plusSeconds(second);
        return new PredictionRow(
                new UUID(0, id),
                run,
                1,
                workflow,
                null,
                "v1",
                probability,
                "base_rate",
                new Json("{}"),
                null,
                at,
                null,
                null);
    }

    private static int[] bits(float[] features) {
        int[] bits = new int[features.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(features[i]);
        }
        return bits;
    }
}
