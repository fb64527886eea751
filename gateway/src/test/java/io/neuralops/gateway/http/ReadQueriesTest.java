package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadQueriesTest {
    private final ReadQueries queries = new ReadQueries();

    @Test
    void whatWasReadIsKnownByItsAddress() {
        queries.keep("/a?b=c", "read");

        assertThat(queries.find(String.class, "/a?b=c")).isSameAs("read");
        assertThat(queries.find(String.class, "/a?b=d")).isNull();
    }

    @Test
    void onlySoManyAreKnownAndNoneThatIsLong() {
        queries.keep("first", "read");
        for (int i = 0; i < ReadQueries.MOST; i++) {
            queries.keep("q" + i, "read");
            queries.find(String.class, "q0");
        }
        queries.keep("x".repeat(ReadQueries.LONGEST + 1), "read");

        assertThat(queries.find(String.class, "first")).isNull();
        assertThat(queries.find(String.class, "q0")).isNotNull();
        assertThat(queries.find(String.class, "x".repeat(ReadQueries.LONGEST + 1)))
                .isNull();
    }
}
