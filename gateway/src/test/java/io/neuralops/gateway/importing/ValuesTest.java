package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values and names. */
class ValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:00:00Z",
                "2026-01-31T10:00:00.000Z",
                "2026-01-31T10:00:00",
                "2026-01-31 10:00:00",
                "2026-01-31 10:00:00 UTC",
                "2026-01-31 12:00:00 +0200",
                "2026-01-31T12:00:00+02:00",
                "2026-01-31T10:00",
                "1769853600",
                "1769853600.0",
                "1769853600000",
                "1769853600000000"
            })
    void timesAreUnderstood(String text) {
        assertThat(Times.parse(Field.STARTED_AT, text)).isEqualTo("2026-01-31T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-13-01T00:00:00Z", "31.01.2026 10:00", "2026-01-31", "-5"})
    void otherTimesAreRefused(String text) {
        assertThatThrownBy(() -> Times.parse(Field.STARTED_AT, text)).isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-2.5,-2.5", "1e3,1000", "007,7", ".5,0.5", "123456789012345678,123456789012345678"})
    void numbersAreUnderstood(String text, double number) {
        assertThat(Numbers.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1d", "0x1p3", "NaN", "Infinity", "1e999", "1 2", "1,5", "--1", "e"})
    void otherNumbersAreRefused(String text) {
        assertThat(Numbers.parse(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "headBranch,head_branch",
        "Head Branch,head_branch",
        "head-branch,head_branch",
        "run_ID,run_id",
        "databaseId,database_id",
        "actor.login,actor_login",
        "Duration (s),duration_s",
        "Metrics.queueDepth,metrics.queueDepth"
    })
    void namesHaveOneSpelling(String name, String normal) {
        assertThat(Names.normal(name)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "main,default",
        "refs/heads/develop,default",
        "release/1,release",
        "v1.2,release",
        "1.2.x,release",
        "v2-fix,other",
        "feature/main,other"
    })
    void branchesHaveAKind(String branch, String kind) {
        assertThat(Branches.kind(branch)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"a.csv.gz,CSV", "A.TSV,CSV", "x.jsonl,NDJSON", "x.ndjson.gz,NDJSON", "runs.json,GITHUB"})
    void theNameTellsTheFormat(String name, Format format) {
        assertThat(Format.ofName(name)).contains(format);
        assertThat(Format.ofName("runs.txt")).isEmpty();
    }

    @Test
    void keptTextsAreWholeAndClean() {
        assertThat(Texts.kept("a\u0000b\nc", 10)).isEqualTo("a\ufffdb\nc");
        assertThat(Texts.kept("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(Texts.kept("\udc00x\ud83d", 3)).isEqualTo("\ufffdx\ufffd");
        assertThat(Texts.shown("a\u001b[31m\nb", 100)).isEqualTo("a [31m b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=b", "a=", "a=nonsense", "a=metrics.", "a=labels."})
    void mappingsAreChecked(String pair) {
        assertThatThrownBy(() -> Mapping.parse(List.of(pair)))
                .isInstanceOf(FailureException.class)
                .hasMessageStartingWith("map: ");
    }

    @Test
    void aColumnIsMappedOnce() {
        assertThatThrownBy(() -> Mapping.parse(List.of("a b=cost", "A_B=-"))).hasMessageContaining("twice");
    }

    @Test
    void idsStayShort() {
        String id = Ids.numbered("w".repeat(300), "12");

        assertThat(id).hasSizeLessThan(200).endsWith("#12").isEqualTo(Ids.numbered("w".repeat(300), "12"));
    }
}
