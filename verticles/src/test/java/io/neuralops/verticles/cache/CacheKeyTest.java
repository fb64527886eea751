package io.neuralops.verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CacheKeyTest {
    private static final TenantId ACME = new TenantId("acme");

    @Property(seed = "37", tries = 3_000)
    void twoKeysHaveTheSameTextOnlyIfTheyAreTheSame(@ForAll("keys") CacheKey one, @ForAll("keys") CacheKey other) {
        assertThat(one.text().equals(other.text())).isEqualTo(one.equals(other));
        assertThat(one.text()).isASCII().hasSizeLessThan(400).doesNotContainAnyWhitespaces();
        assertThat(new CacheKey(other.tenant(), other.scope(), other.name(), other.definitionVersion(), one.text())
                        .text())
                .isNotEqualTo(one.text());
    }

    /** From few parts that look like one another, so that some are the same. */
    @Provide
    Arbitrary<CacheKey> keys() {
        Arbitrary<String> queries = Arbitraries.of(
                        "", "=", "#", ":", "a:=b", "1:=", "a b", "a+b", "\ud800", "\ud801", "?")
                .list()
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
        Arbitrary<String> longOnes = Arbitraries.of("x".repeat(200), "x".repeat(201), "=" + "x".repeat(200));
        return Combinators.combine(
                        Arbitraries.of("a", "ab", "a_b", "viewer"),
                        Arbitraries.of(Role.values()),
                        Arbitraries.of("viewer", "1", "a", "a.csv", "b-a"),
                        Arbitraries.of(0, 1, 11),
                        Arbitraries.oneOf(queries, longOnes))
                .as((tenant, role, name, version, query) ->
                        new CacheKey(new TenantId(tenant), role, name, version, query));
    }

    @Example
    void aHashIsNotTakenForTheQueryThatLooksLikeIt() {
        CacheKey hashed = key("x".repeat(300));
        String hash = hashed.text().substring(hashed.text().indexOf('#'));

        assertThat(key(hash).text()).isNotEqualTo(hashed.text());
        assertThat(hash).hasSize(65);
    }

    @Example
    void whatIsNoNameOrTooLongIsRefused() {
        for (String name : List.of("", "a:b", "a b", "{a}", "x".repeat(61), "\u00e4")) {
            assertThatThrownBy(() -> new CacheKey(ACME, Role.VIEWER, name, 1, ""))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new CacheKey(ACME, Role.VIEWER, "a", -1, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key("x".repeat(16_385))).isInstanceOf(IllegalArgumentException.class);
    }

    private static CacheKey key(String query) {
        return new CacheKey(ACME, Role.VIEWER, "overview", 1, query);
    }
}
