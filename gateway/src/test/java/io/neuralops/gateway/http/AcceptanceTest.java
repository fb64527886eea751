package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.operation.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | JSON",
                "text/csv | CSV",
                "TEXT/CSV | CSV",
                "text/* | CSV",
                "application/* | JSON",
                "*/* | JSON",
                "* | JSON",
                "text/csv, application/json | JSON",
                "application/json, text/csv | JSON",
                "text/csv, */* | CSV",
                "*/*, text/csv | CSV",
                "text/*, application/json | JSON",
                "text/csv;q=0.5, application/json;q=0.4 | CSV",
                "text/csv;q=0.4, application/json;q=0.5 | JSON",
                "text/csv ; q=0.9 , */* ; q=0.1 | CSV",
                "application/json;q=0.2, text/*;q=0.3 | CSV",
                "text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5 | JSON",
                "text/csv;q=0.1, text/*;q=0.9, application/json;q=0.5 | JSON",
                "application/json;q=0, */* | CSV",
                "*/*, application/json;q=0 | CSV",
                "application/json;q=0.000, text/csv;q=0.001 | CSV",
                "text/csv;q=1.000 | CSV",
                "text/csv;q=.5, application/json;q=.4 | CSV",
                "text/csv;Q=0.5, application/json;q=0.4 | CSV",
                "text/csv;header=present;q=0.5 | CSV",
                "application/json;charset=utf-8 | JSON",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | JSON",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | JSON",
                "text/csv;q=nonsense, application/json;q=0.1 | JSON",
                "text/csv;q=2, application/json;q=0.1 | JSON",
                "text/csv;q=-1, application/json;q=0.1 | JSON",
                "text/csv;q=0.1.2, application/json;q=0.1 | JSON",
                "text/csv;q=, application/json;q=0.1 | JSON",
                "text/csv;q=0.10000000000000000000001, application/json;q=0.1 | JSON",
                ", ,text/csv, | CSV",
                "nonsense | JSON",
                "text/csv;q=nonsense | JSON",
                "/csv | JSON",
                "',,,;;;' | JSON",
                "'' | JSON"
            })
    void theFormThatIsWantedMostIsGiven(String header, Form form) {
        assertThat(Acceptance.best(header == null ? "" : header)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml, text/plain",
                "*/*;q=0",
                "application/json;q=0, text/csv;q=0",
                "application/json;q=0",
                "text/csvx",
                "text/cs",
                "text/csv/x",
                "*/csv",
                "text/html, nonsense"
            })
    void whoTakesNeitherGetsNone(String header) {
        assertThat(Acceptance.best(header)).isNull();
    }

    @Test
    void aLongListIsReadOnlySoFar() {
        assertThat(Acceptance.best("text/html,".repeat(3_000) + "text/csv")).isNull();
        assertThat(Acceptance.best("text/csv," + "text/html,".repeat(3_000))).isEqualTo(Form.CSV);
    }
}
