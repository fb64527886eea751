package io.neuralops.sql.store;

import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.store.StoreContract.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

interface ModelStoreContract extends StoreContract {
    ModelStore MODELS = new ModelStore();

    @Test
    default void aModelComesBackWhole() {
        ModelRow full = new ModelRow(
                "v1",
                "logistic",
                0.8,
                0.85,
                0.13,
                0.02,
                new Json("{\"a\":1}"),
                "c0ffee",
                "sig",
                new Json("[1,2]"),
                new Json("{}"),
                NOW,
                false,
                new Json("{\"promoted\":true}"),
                "v0");
        ModelRow bare = model("v2", false);
        insert(full);
        insert(bare);

        assertThat(find("v1")).contains(full);
        assertThat(find("v2")).contains(bare);
        assertThat(find("v3")).isEmpty();
        int count = read(s -> MODELS.count(s, TENANT));
        assertThat(count).isEqualTo(2);
    }

    @Test
    default void atMostOneModelIsActive() {
        insert(model("v1", true));
        Throwable refused =
                causeOf(database().tx(Principal.service(TENANT), s -> MODELS.insert(s, TENANT, model("v2", true))));

        assertThat(refused).isNotNull();
        assertThat(active()).contains(model("v1", true));
        assertThat(find("v2")).isEmpty();
    }

    @Test
    default void activatingAModelRetiresTheOneBefore() {
        assertThat(active()).isEmpty();
        insert(model("v1", false));
        insert(model("v2", false));

        assertThat(activate("v1")).isEqualTo(1);
        assertThat(active()).contains(model("v1", true));
        assertThat(activate("v2")).isEqualTo(1);
        assertThat(active()).contains(model("v2", true));
        assertThat(find("v1")).contains(model("v1", false));
        assertThat(activate("v2")).isEqualTo(1);
        assertThat(active()).contains(model("v2", true));
    }

    @Test
    default void noneAnswersOnceTheActiveOneIsRetired() {
        insert(model("v1", true));
        assertThat((int) tx(s -> MODELS.retire(s, TENANT))).isOne();

        assertThat(active()).isEmpty();
        assertThat((int) tx(s -> MODELS.retire(s, TENANT))).isZero();
    }

    @Test
    default void whatAnsweredBeforeIsRemembered() {
        insert(model("v1", true));
        insert(model("v2", false));

        tx(s -> MODELS.activate(s, TENANT, "v2", "v1"));

        assertThat(active().orElseThrow().predecessor()).isEqualTo("v1");
        assertThat(find("v1").orElseThrow().predecessor()).isNull();
    }

    @Test
    default void activatingWhatDoesNotExistLeavesTheActiveOne() {
        insert(model("v1", true));

        assertThat(activate("v9")).isZero();
        assertThat(active()).contains(model("v1", true));
    }

    @Test
    default void aVersionIsUsedOnceOnly() {
        insert(model("v1", false));

        assertThat(causeOf(database().tx(Principal.service(TENANT), s -> MODELS.insert(s, TENANT, model("v1", false)))))
                .isNotNull();
    }

    @Test
    default void versionsAreListedNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            insert(model("v" + i, false));
        }
        List<ModelStore.Stored> page = read(s -> MODELS.page(s, TENANT, first(3)));
        long before = page.getLast().position();
        List<ModelStore.Stored> next = read(s -> MODELS.page(s, TENANT, new Paging(3, before)));

        assertThat(page).extracting(m -> m.model().version()).containsExactly("v5", "v4", "v3");
        assertThat(next).extracting(m -> m.model().version()).containsExactly("v2", "v1");
    }

    private void insert(ModelRow model) {
        tx(s -> MODELS.insert(s, TENANT, model));
    }

    private int activate(String version) {
        return tx(s -> MODELS.activate(s, TENANT, version, null));
    }

    private Optional<ModelRow> active() {
        return read(s -> MODELS.active(s, TENANT));
    }

    private Optional<ModelRow> find(String version) {
        return read(s -> MODELS.find(s, TENANT, version));
    }

    private static ModelRow model(String version, boolean active) {
        return new ModelRow(
                version,
                "logistic",
                null,
                null,
                null,
                null,
                new Json("{}"),
                "c",
                null,
                new Json("{}"),
                new Json("{}"),
                NOW,
                active,
                null,
                null);
    }
}
