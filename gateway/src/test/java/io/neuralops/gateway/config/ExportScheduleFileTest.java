package io.neuralops.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.export.ExportFormat;
import io.neuralops.verticles.export.ExportWhat;
import io.neuralops.verticles.export.ScheduledExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportScheduleFileTest {
    @Test
    void whatIsLeftOutIsAsUsual() {
        assertThat(ExportScheduleFile.reader().parse("""
                                exports:
                                  - {what: runs}
                                  - {tenant: acme, what: predictions, format: ndjson, workflow: web/build, gzip: false}
                                """).entries())
                .containsExactly(
                        new ScheduledExport(null, ExportWhat.RUNS, ExportFormat.CSV, null, true),
                        new ScheduledExport(
                                new TenantId("acme"), ExportWhat.PREDICTIONS, ExportFormat.NDJSON, "web/build", false));
        assertThat(ExportScheduleFile.read(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exports                | {}",
                "exports                | exports: []",
                "exports[0].what        | exports: [{format: csv}]",
                "exports[0].tenant      | exports: [{what: runs, tenant: Acme}]",
                "exports[1].workflow    | exports: [{what: runs}, {what: signals, workflow: w}]",
                "exports.what           | exports: [{what: rows}]",
                "exports.every          | exports: [{what: runs, every: hour}]"
            })
    void whatIsWrongIsNamed(String field, String yaml) {
        assertThatThrownBy(() -> ExportScheduleFile.reader().parse(yaml).entries())
                .hasMessageStartingWith(field);
    }
}
