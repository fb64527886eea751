package io.neuralops.verticles.export;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.neuralops.sql.store.ExportColumn;
import io.neuralops.verticles.operation.JsonBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    private static final List<ExportColumn> TEXTS = List.of(text("a"), text("b"), text("c"));

    @Property(seed = "25")
    void everyTextIsReadAsItWasWrittenOrWithOneApostropheBeforeIt(
            @ForAll("texts") String a, @ForAll("texts") String b, @ForAll("texts") String c) {
        List<List<String>> read = read(written(TEXTS, a, b, c));

        assertThat(read).containsExactly(List.of("a", "b", "c"), List.of(defused(a), defused(b), defused(c)));
    }

    @Property(seed = "26")
    void noCellOfATextBeginsAFormula(@ForAll("texts") String a) {
        assertThat(read(written(TEXTS, a, a, a)).getLast())
                .allSatisfy(cell -> assertThat(cell)
                        .doesNotStartWith("=")
                        .doesNotStartWith("+")
                        .doesNotStartWith("-")
                        .doesNotStartWith("@")
                        .doesNotStartWith("\t")
                        .doesNotStartWith("\r"));
    }

    @Property(seed = "27")
    void everyNumberStaysANumber(@ForAll long whole, @ForAll double fraction) {
        List<String> cells = read(written(
                        List.of(
                                new ExportColumn("a", ExportColumn.Type.INTEGER),
                                new ExportColumn("b", ExportColumn.Type.NUMBER)),
                        whole,
                        fraction))
                .getLast();

        assertThat(Long.parseLong(cells.getFirst())).isEqualTo(whole);
        if (Double.isFinite(fraction)) {
            assertThat(Double.parseDouble(cells.getLast()) == fraction).isTrue();
        } else {
            assertThat(cells.getLast()).isEmpty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> hostile = Arbitraries.of(
                '=', '+', '-', '@', '\t', '\r', '\n', '"', '\'', ',', ';', ' ', '\0', '\u007f', '\u00e4', '\u20ac',
                '\ufeff', '\u2028', '\uff1d');
        Arbitrary<String> mixed = Arbitraries.oneOf(hostile, Arbitraries.chars().ascii(), Arbitraries.of('a', '1'))
                .list()
                .ofMaxSize(12)
                .map(CsvFormatTest::joined);
        // Half a pair of surrogates has no form in UTF-8.
        Arbitrary<String> any = Arbitraries.strings()
                .ofMaxLength(8)
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        return Arbitraries.oneOf(mixed, any);
    }

    @Test
    void eachTypeHasItsForm() {
        List<ExportColumn> columns = List.of(
                text("t"),
                new ExportColumn("i", ExportColumn.Type.INTEGER),
                new ExportColumn("n", ExportColumn.Type.NUMBER),
                new ExportColumn("d", ExportColumn.Type.DECIMAL),
                new ExportColumn("at", ExportColumn.Type.TIME),
                new ExportColumn("u", ExportColumn.Type.UUID),
                new ExportColumn("j", ExportColumn.Type.JSON));

        assertThat(written(
                        columns,
                        "a,\"b\"",
                        -5L,
                        -0.25,
                        new BigDecimal("-1E+3"),
                        Instant.parse("2026-01-31T12:00:00.5Z"),
                        new UUID(1, 2),
                        "{\"a\":1}"))
                .isEqualTo("t,i,n,d,at,u,j\r\n"
                        + "\"a,\"\"b\"\"\",-5,-0.25,-1000,2026-01-31T12:00:00.500Z,"
                        + "00000000-0000-0001-0000-000000000002,\"{\"\"a\"\":1}\"\r\n");
    }

    @Test
    void nothingIsToldFromAnEmptyText() {
        assertThat(written(TEXTS, null, "", " ")).isEqualTo("a,b,c\r\n,\"\",\" \"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", "=\"a,b\""})
    void whatASpreadsheetWouldReckonIsAText(String formula) {
        assertThat(read(written(TEXTS, formula, "x", "'y")).getLast()).containsExactly("'" + formula, "x", "'y");
    }

    private static String defused(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String joined(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    private static ExportColumn text(String name) {
        return new ExportColumn(name, ExportColumn.Type.TEXT);
    }

    private static String written(List<ExportColumn> columns, Object... cells) {
        RowFormat format = ExportFormat.CSV.rows(columns);
        JsonBytes bytes = new JsonBytes();
        format.begin(bytes);
        format.row(cells, bytes);
        format.end(bytes);
        return new String(bytes.memory(), 0, bytes.length(), StandardCharsets.UTF_8);
    }

    private static List<List<String>> read(String csv) {
        List<List<String>> rows = new ArrayList<>();
        CsvReader.builder().skipEmptyLines(false).ofCsvRecord(csv).forEach(row -> rows.add(row.getFields()));
        return rows;
    }
}
