package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final TenantId ACME = new TenantId("acme");

    @Test
    void anothersCursorIsNotThereNorIsOneThatWasMadeUp() {
        String anothers = Cursor.encode(new TenantId("globex"), 7);
        String madeUp = "AAAAAAAAAAcAAAAA";

        assertThatThrownBy(() -> Cursor.paging(ACME, 10, anothers)).hasMessageContaining("no page");
        assertThatThrownBy(() -> Cursor.paging(ACME, 10, madeUp)).hasMessageContaining("no page");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000, Long.MAX_VALUE})
    void aPositionComesBack(long position) {
        assertThat(Cursor.paging(ACME, 10, Cursor.encode(ACME, position)).before())
                .isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "!!", "AAAAAAAAAAAAAAAAAAAA", "ä", "AAAAAAAAAAA==="})
    void whatWasNotGivenOutIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.paging(ACME, 10, cursor)).hasMessageStartingWith("cursor:");
    }

    @Test
    void limitsAreBounded() {
        assertThat(Cursor.limit(null)).isEqualTo(50);
        assertThat(Cursor.limit(500)).isEqualTo(500);
        assertThatThrownBy(() -> Cursor.limit(501)).hasMessageStartingWith("limit:");
        assertThatThrownBy(() -> Cursor.limit(0)).hasMessageStartingWith("limit:");
    }

    @Test
    void aPageHasACursorOnlyWhereThereIsMore() {
        Page<String> more = Page.of(ACME, List.of(9L, 8L, 7L), 2, String::valueOf, Long::longValue);
        Page<String> last = Page.of(ACME, List.of(7L, 6L), 2, String::valueOf, Long::longValue);

        assertThat(more.items()).containsExactly("9", "8");
        assertThat(more.nextCursor()).isEqualTo(Cursor.encode(ACME, 8));
        assertThat(last.items()).containsExactly("7", "6");
        assertThat(last.nextCursor()).isNull();
    }
}
