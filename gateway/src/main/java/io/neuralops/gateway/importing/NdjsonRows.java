package io.neuralops.gateway.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object on each line: in our own form, with the names of an export, or as GitHub has it. Blank lines are skipped. */
final class NdjsonRows implements RowSource {
    private final LineReader lines;
    private final boolean runs;
    private final JsonRow rows;
    private final JsonFactory json = JsonObjects.factory()
            .rebuild()
            // A value that is given twice has two meanings.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    NdjsonRows(InputStream in, Columns columns) {
        this.lines = new LineReader(in);
        this.runs = columns.kind() == Kind.RUNS;
        this.rows = new JsonRow(columns);
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (lines.next()) {
            if (lines.tooLong()) {
                return new Row.Broken(lines.number(), "is longer than 4 MiB");
            }
            if (!lines.blank()) {
                return row();
            }
        }
        if (lines.number() == 0) {
            throw Unreadable.empty();
        }
        return null;
    }

    private Row row() throws IOException {
        long line = lines.number();
        try (JsonParser parser = json.createParser(lines.bytes(), 0, lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Row.Broken(line, "is not a JSON object");
            }
            Map<String, String> texts = JsonObjects.read(parser);
            if (parser.nextToken() != null) {
                return new Row.Broken(line, "has something after the JSON object");
            }
            return rows.of(line, runs && GithubRun.is(texts) ? GithubRun.texts(texts) : texts);
        } catch (JsonProcessingException e) {
            return new Row.Broken(line, "is not JSON: " + Texts.shown(String.valueOf(e.getOriginalMessage()), 200));
        } catch (CharConversionException e) {
            return new Row.Broken(line, "is not JSON: it isn't UTF-8");
        }
    }
}
