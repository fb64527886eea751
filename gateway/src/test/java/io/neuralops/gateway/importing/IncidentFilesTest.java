package io.neuralops.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.verticles.insight.RecordIncident;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentFilesTest {
    @Test
    void aStatusPagesExportIsRead() {
        Reading reading = csv("""
                incident_id,title,impact,components,started_at,resolved_at,duration_minutes,url
                7,It is slow,major,Actions;Pages,2025-05-01T10:00:00Z,2025-05-01T11:05:00Z,65,https://x.example/7
                8,It is gone,Critical,,2025-05-02T10:00:00Z,,,https://x.example/8
                """);

        assertThat(reading.rejected()).isEmpty();
        RecordIncident first = reading.incidents().getFirst();
        assertThat(first.id()).isEqualTo("7");
        assertThat(first.service()).as("the first").isEqualTo("Actions");
        assertThat(first.severity()).isEqualTo(IncidentSeverity.MAJOR);
        assertThat(first.openedAt()).isEqualTo("2025-05-01T10:00:00Z");
        assertThat(first.resolvedAt()).isEqualTo("2025-05-01T11:05:00Z");
        assertThat(first.source()).isEqualTo("import");
        assertThat(first.labels())
                .containsEntry("title", "It is slow")
                .containsEntry("components", "Actions, Pages")
                .hasSize(2);
        RecordIncident second = reading.incidents().getLast();
        assertThat(second.service()).isNull();
        assertThat(second.resolvedAt()).isNull();
        assertThat(second.severity()).isEqualTo(IncidentSeverity.CRITICAL);
        assertThat(reading.notes().sentences())
                .containsExactly("1 incidents have no end: they are open, and no time to" + " restore counts them.");
        assertThat(reading.notes().columnsLeftOut())
                .isEqualTo("Columns left out: duration_minutes (it follows from the times), url (a link).");
    }

    @Test
    void idsAreMadeOfWhatThereIsAndTellOfNoPerson() {
        String text = """
                service,opened_at,resolved_at,minutes
                web,2025-05-01T10:00:00Z,2025-05-01T11:00:00Z,60
                web,2025-05-01T10:00:00Z,2025-05-01T12:00:00Z,120
                mail of ada@engine.example,2025-05-01T10:00:00Z,,
                """;
        Reading reading = csv(text);

        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.incidents())
                .extracting(RecordIncident::id)
                .containsExactly(
                        "web@2025-05-01T10:00:00Z",
                        "web@2025-05-01T10:00:00Z#2",
                        "mail of [email]@2025-05-01T10:00:00Z");
        assertThat(csv(text).incidents()).as("the same each time").isEqualTo(reading.incidents());
        assertThat(reading.notes().sentences().getFirst()).contains("3 incidents have no id", "service or workflow");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7,web,major,2025-05-01T10:00:00Z,2025-05-01T09:00:00Z,             | resolved_at: is before opened_at
            7,web,major,,2025-05-01T09:00:00Z,                                 | opened_at: is missing
            7,web,major,soon,,                                                 | opened_at: 'soon' is not a time
            7,web,major,2025-05-01T10:00:00Z,-5,                               | resolved_at: '-5' is not a time
            7,web,terrible,2025-05-01T10:00:00Z,,                              | severity: 'terrible' is not known
            7,web,major,2025-05-01T10:00:00Z,,resolved                         | resolved_at: is missing, though
            7,web,major,2025-05-01T10:00:00Z,,upside down                      | state: 'upside down' is not known
            ,web,major,2025-05-01T10:00:00Z,,                                  | id: is missing
            ada@engine.example,web,major,2025-05-01T10:00:00Z,,                | id: holds what looks like
            7,"we\u0007b",major,2025-05-01T10:00:00Z,,                         | service: has a control character
            7,web,major,1925-05-01T10:00:00Z,,                                 | opened_at: must lie between
            7,web,major,2025-05-01T10:00:00Z                                   | fields
            """)
    void aRowThatCannotBeAnIncidentIsLeftOutWithTheReason(String row, String reason) {
        Reading reading = csv("id,service,severity,opened_at,resolved_at,status\n" + row
                + "\n8,web,major,2025-05-01T10:00:00Z,,open\n");

        assertThat(reading.incidents()).extracting(RecordIncident::id).containsExactly("8");
        assertThat(reading.rejected()).hasSize(1);
        assertThat(reading.rejected().getFirst().line()).isEqualTo(2);
        assertThat(reading.rejected().getFirst().reason()).contains(reason);
    }

    @Test
    void hostileTextsStayTexts() {
        Reading reading = csv("""
                id,service,opened_at,title
                =1+1,"=cmd|' /C calc'!A0",2025-05-01T10:00:00Z,"'; DROP TABLE incidents; --"
                """);

        RecordIncident one = reading.incidents().getFirst();
        assertThat(one.id()).isEqualTo("=1+1");
        assertThat(one.service()).isEqualTo("=cmd|' /C calc'!A0");
        assertThat(one.labels()).containsEntry("title", "'; DROP TABLE incidents; --");
    }

    @Test
    void whatIsNoFileOfIncidentsIsSaid() {
        assertThatThrownBy(() -> csv("")).isInstanceOf(FailureException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> csv("id,service\n1,web\n"))
                .hasMessageContaining("no column for opened_at", "started_at", "--map");
        assertThatThrownBy(() -> Reading.of(Kind.INCIDENTS, Format.NDJSON, "")).hasMessageContaining("empty");
        assertThatThrownBy(() -> Reading.of(Kind.INCIDENTS, Format.GITHUB, "[]"))
                .hasMessageContaining("incidents come as csv or ndjson");
        assertThatThrownBy(() -> csv("a,opened_at\n", "a=run_id")).hasMessageContaining("not a field of an incident");
        assertThatThrownBy(() -> csv("a,opened_at\n", "a=metrics.a"))
                .hasMessageContaining("not a field of an incident");
        assertThat(csv("id,opened_at\n").items()).isEmpty();
    }

    @Test
    void linesHaveTheSameNamesAndOurOwnForm() {
        Reading reading = Reading.of(Kind.INCIDENTS, Format.NDJSON, """
                {"id":"a","workflow":"web/build","severity":"minor","opened_at":"2025-05-01T10:00:00Z","labels":{"x":"y"}}
                {"number":7,"impact":"none","created_at":1746093600,"closed_at":1746093660,"metrics":{"a":1}}
                {"id":"a","opened_at":"2025-05-01T10:00:00Z","opened_at":"2025-05-01T11:00:00Z"}
                """);

        assertThat(reading.incidents()).hasSize(2);
        assertThat(reading.incidents().getFirst().workflow()).isEqualTo("web/build");
        assertThat(reading.incidents().getFirst().labels()).containsEntry("x", "y");
        assertThat(reading.incidents().getLast().id()).isEqualTo("7");
        assertThat(reading.incidents().getLast().resolvedAt()).isEqualTo("2025-05-01T10:01:00Z");
        assertThat(reading.rejected()).hasSize(1);
    }

    @Test
    void columnsAreRenamed() {
        Reading reading =
                csv("what,when,bad\nweb,2025-05-01T10:00:00Z,p1\n", "what=service", "when=opened_at", "bad=severity");

        assertThat(reading.incidents())
                .extracting(RecordIncident::severity)
                .isEqualTo(List.of(IncidentSeverity.CRITICAL));
    }

    private static Reading csv(String text, String... mappings) {
        return Reading.of(Kind.INCIDENTS, Format.CSV, text, mappings);
    }
}
