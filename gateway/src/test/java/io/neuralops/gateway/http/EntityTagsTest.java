package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {
    private static final String ETAG = "\"a,b\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a,b\"",
                "W/\"a,b\"",
                " \"a,b\" ",
                "\"x\", \"a,b\"",
                "\"x\",\"a,b\",\"y\"",
                "W/\"x\" , W/\"a,b\"",
                "\"\", \"a,b\"",
                "x, \"a,b\"",
                "*",
                " * "
            })
    void itIsAmongThem(String header) {
        assertThat(EntityTags.names(header, ETAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b",
                "\"a\", \"b\"",
                "\"a,b",
                "a,b\"",
                "\"x\"a,b\"y\"",
                "\"xa,b\"",
                "\"a,bx\"",
                "\"A,B\"",
                "\"*\"",
                "*, \"x\"",
                "\"",
                "\"\"",
                "W/"
            })
    void itIsNot(String header) {
        assertThat(EntityTags.names(header, ETAG)).isFalse();
    }

    @Test
    void whatMayBeCompressedIsNoLongerTheSameByteForByte() {
        assertThat(EntityTags.maybeCompressed(null, 1 << 20)).isFalse();
        assertThat(EntityTags.maybeCompressed("gzip", HttpVerticle.COMPRESS_FROM_BYTES - 1))
                .isFalse();
        assertThat(EntityTags.maybeCompressed("gzip", HttpVerticle.COMPRESS_FROM_BYTES))
                .isTrue();
        assertThat(EntityTags.weak("\"a\"")).isEqualTo("W/\"a\"");
    }
}
