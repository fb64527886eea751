package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000, Long.MAX_VALUE})
    void aPositionComesBack(long position) {
        assertThat(Cursor.paging(10, Cursor.encode(position)).before()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "!!", "AAAAAAAAAAAAAAAAAAAA", "ä", "AAAAAAAAAAA==="})
    void whatWasNotGivenOutIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.paging(10, cursor)).hasMessageStartingWith("cursor:");
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
        Page<String> more = Page.of(List.of(9L, 8L, 7L), 2, String::valueOf, Long::longValue);
        Page<String> last = Page.of(List.of(7L, 6L), 2, String::valueOf, Long::longValue);

        assertThat(more.items()).containsExactly("9", "8");
        assertThat(more.nextCursor()).isEqualTo(Cursor.encode(8));
        assertThat(last.items()).containsExactly("7", "6");
        assertThat(last.nextCursor()).isNull();
    }
}
