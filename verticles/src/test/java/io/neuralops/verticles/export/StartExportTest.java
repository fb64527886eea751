package io.neuralops.verticles.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartExportTest {
    private static final Decoder DECODER = new Decoder(new Json());

    @Test
    void itIsPackedUnlessItIsSaidOtherwise() {
        assertThat(read("'what':'runs','format':'csv','from':'2025-01-01T00:00:00Z','to':'2025-01-02T00:00:00Z'")
                        .gzip())
                .isTrue();
        assertThat(
                        read("'what':'runs','format':'csv','from':'2025-01-01T00:00:00Z','to':'2025-01-02T00:00:00Z','gzip':false")
                                .gzip())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "what   | 'what':'rows'",
                "what   | 'what':'RUNS'",
                "format | 'format':'xml'",
                "from   | 'from':'1900-01-01T00:00:00Z'",
                "from   | 'from':null",
                "to     | 'to':'2250-01-01T00:00:00Z'",
                "to     | 'to':'2024-12-31T00:00:00Z'",
                "to     | 'to':'2025-01-01T00:00:00Z'",
                "gzip   | 'gzip':'yes'",
                "workflow | 'workflow':''",
                "workflow | 'workflow':'ann@mail.example.org'",
                "workflow | 'what':'signals','workflow':'w'",
                "other  | 'other':1"
            })
    void whatIsWrongIsNamed(String field, String given) {
        StringBuilder body = new StringBuilder(given);
        for (String usual : new String[] {
            "'what':'runs'", "'format':'csv'", "'from':'2025-01-01T00:00:00Z'", "'to':'2025-01-02T00:00:00Z'"
        }) {
            if (!given.contains(usual.substring(0, usual.indexOf(':') + 1))) {
                body.append(',').append(usual);
            }
        }
        assertThatThrownBy(() -> read(body.toString()))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().field()).isEqualTo(field));
    }

    @Test
    void aFilesNameTellsWhoseItIs() {
        assertThat(ExportName.of("acme", "acme-runs-a-b-job-with-dashes.csv.gz"))
                .hasValue(new ExportName(
                        new TenantId("acme"), "job-with-dashes", "acme-runs-a-b-job-with-dashes.csv.gz"));
        for (String other :
                new String[] {"globex-runs-a-b-job.csv", "acme-runs-a-b", "acme", ".csv", "acme-runs-a-b.csv"}) {
            assertThat(ExportName.of("acme", other)).as(other).isEmpty();
        }
        assertThat(ExportName.of("../x", "../x-runs-a-b-job.csv")).isEmpty();
    }

    private static StartExport read(String fields) {
        return DECODER.decode(
                StartExport.class, ("{" + fields.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8));
    }
}
