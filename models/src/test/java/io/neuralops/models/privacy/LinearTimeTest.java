package io.neuralops.models.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In quadratic time each of these takes minutes; a scan takes well under a second. */
class LinearTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "a.",
                "@a.b",
                "a@b.c",
                "@-",
                "@.",
                "eyJ",
                "eyJ-",
                "eyJaaaaaaa.",
                "eyJa.eyJa.",
                "Bearer ",
                "bearer=",
                "token:",
                "token: x ",
                "password=$",
                "password:",
                "\"password\":\"",
                "--token --",
                "://",
                "://a:",
                "://a@",
                "-----BEGIN PRIVATE KEY",
                "-----BEGIN ",
                "-----",
                "1",
                "4",
                "41 ",
                "4111-",
                "1.",
                "+",
                "(",
                "+1(",
                "(1)",
                "1:",
                "a:",
                "::",
                "fe80::",
                "a",
                "A",
                "Anna ",
                "Anna-",
                "anna ",
                "A. ",
                "Mr. ",
                "name is ",
                "van ",
                "Anna van ",
                "%",
                "%4",
                "%25",
                "%2540",
                "\\u00",
                "\\u0040",
                "&#",
                "&#64;",
                "&#x",
                "\u001b[",
                "\u001b[0m",
                "\u200b",
                "e\u0301",
                "QUFB",
                "QUFBQUFBQUFB ",
                "Ym9iQGV4YW1wbGUuY29t",
                "GB82 ",
                "GB82",
                "AAAAAA00A00A000A",
                "k1:",
                "email:k1:",
                "\n",
                "\u0410",
                "\ud83d\ude00",
                "(x+x+)+y",
                "\"",
                "\\\"",
                "=",
                ":"
            })
    void noInputIsSlow(String part) {
        String text = part.repeat(1_000_000 / part.length());

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Redactor.findings(text + "!"));
    }

    @Test
    void tenMegabytesOfAts() {
        String text = "@".repeat(10_000_000);

        List<Finding> found = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Redactor.findings(text));

        assertThat(found).isEmpty();
    }
}
