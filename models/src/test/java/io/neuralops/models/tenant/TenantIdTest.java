package io.neuralops.models.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant's name becomes a file name and a schema name, so nothing but the plainest gets through. */
class TenantIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "acme", "team_7", "a__", "abcdefghijklmnopqrstuvwxyz0123456789_abc"})
    void takesPlainNames(String name) {
        assertThat(new TenantId(name).value()).isEqualTo(name);
        assertThat(new TenantId(name)).hasToString(name).isEqualTo(new TenantId(name));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "abcdefghijklmnopqrstuvwxyz0123456789_abcd",
                "Acme",
                "aCME",
                "1acme",
                "_acme",
                "a b",
                " acme",
                "acme ",
                "acme\n",
                "acme\0",
                "a'b",
                "a\"b",
                "a;drop table runs",
                "a-b",
                "a.b",
                "..",
                "../platform",
                "a/b",
                "a\\b",
                "a%2fb",
                "a$b",
                "a*",
                "\u0430cme", // a Cyrillic a
                "acm\u0435", // a Cyrillic e
                "a\uff11", // a full-width 1
                "a\u0661", // an Arabic 1
                "\u212aelvin", // the Kelvin sign, which is k in lower case
                "\u0131d", // a dotless i
                "a\u0308", // a combining mark
                "a\u200b", // no width at all
                "\ud835\udc1a" // a mathematical a
            })
    void refusesAnythingElse(String name) {
        assertThat(TenantId.wellFormed(name)).isFalse();
        assertThatThrownBy(() -> new TenantId(name)).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure()).isInstanceOf(Failure.Invalid.class);
            assertThat(e.failure().field()).isEqualTo("tenant");
        });
    }

    @Test
    void rolesIncludeTheOnesBelow() {
        assertThat(Role.ADMIN.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.OPERATOR.covers(Role.VIEWER)).isTrue();
        assertThat(Role.OPERATOR.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.VIEWER.covers(Role.OPERATOR)).isFalse();
        assertThat(Role.OPERATOR.covers(Role.ADMIN)).isFalse();
    }
}
