package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String NO_TRACE = "00000000000000000000000000000000";
    private static final String NO_PARENT = "0000000000000000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-ff",
                "01-" + TRACE + "-" + PARENT + "-00",
                "cc-" + TRACE + "-" + PARENT + "-01-what-the-future-will-be-like",
                "fe-" + TRACE + "-" + PARENT + "-01-"
            })
    void theTraceOfAValidHeaderNamesTheRequest(String header) {
        assertThat(TraceParent.traceId(header)).isEqualTo(TRACE);
        assertThat(RequestIds.id(null, header)).isEqualTo(TRACE);
        assertThat(RequestIds.id("mine", header)).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-" + TRACE,
                "00-" + TRACE + "-" + PARENT,
                "00-" + TRACE + "-" + PARENT + "-",
                "00-" + TRACE + "-" + PARENT + "-0",
                "00-" + TRACE + "-" + PARENT + "-0g",
                "00-" + TRACE + "-" + PARENT + "-01-",
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "00-" + TRACE + "-" + PARENT + "-011",
                "01-" + TRACE + "-" + PARENT + "-01.more",
                "01-" + TRACE + "-" + PARENT + "-01more",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "ff-" + TRACE + "-" + PARENT + "-01-more",
                "0-" + TRACE + "-" + PARENT + "-001",
                "0g-" + TRACE + "-" + PARENT + "-01",
                "00-" + NO_TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + NO_PARENT + "-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01",
                "00-" + TRACE + "-B7AD6B7169203331-01",
                "FE-" + TRACE + "-" + PARENT + "-01",
                "00-0af7651916cd43dd8448eb211c80319g-" + PARENT + "-01",
                "00-" + TRACE + "-b7ad6b716920333g-01",
                "00_" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "_" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "_01"
            })
    void aHeaderThatBreaksARuleCountsAsNone(String header) {
        assertThat(TraceParent.traceId(header)).isNull();
        assertThat(RequestIds.id(null, header)).matches("[0-9a-f]{16}");
    }

    @Test
    void noHeaderIsNone() {
        assertThat(TraceParent.traceId(null)).isNull();
    }
}
