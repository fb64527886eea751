package io.neuralops.gateway.importing;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's JSON, as one stream: pages with {@code workflow_runs}, arrays, webhooks and bare runs, alone or any number of
 * them one after the other. Arrays are transparent, so a page or a list is never held as a whole.
 */
final class GithubRows implements RowSource {
    private final JsonParser in;
    private final JsonRow rows;
    private long ordinal;
    private boolean anything;

    GithubRows(InputStream bytes, Columns columns) throws IOException {
        try {
            this.in = JsonObjects.factory().createParser(bytes);
        } catch (CharConversionException e) {
            throw Unreadable.because("the file isn't UTF-8");
        }
        this.rows = new JsonRow(columns);
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            return read();
        } catch (JsonProcessingException e) {
            // The exception has a location too, but not always.
            JsonLocation at = in.currentLocation();
            throw Unreadable.because("the JSON breaks off after run " + ordinal + ", at line " + at.getLineNr()
                    + ", column " + at.getColumnNr() + ": "
                    + Texts.shown(String.valueOf(e.getOriginalMessage()), 200));
        } catch (CharConversionException e) {
            throw Unreadable.because("the JSON breaks off after run " + ordinal + ": it isn't UTF-8");
        }
    }

    private @Nullable Row read() throws IOException {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            anything = true;
            if (token == JsonToken.START_OBJECT) {
                Map<String, String> object = objectOrPage();
                if (object != null) {
                    return row(object);
                }
            } else if (token == JsonToken.FIELD_NAME) {
                skipField();
            } else if (token.isScalarValue()) {
                return new Row.Broken(++ordinal, "is not an object");
            }
        }
        if (!anything) {
            throw Unreadable.empty();
        }
        return null;
    }

    /** An object; or null when it turned out to be a page, and the parser now stands in its list of runs. */
    private @Nullable Map<String, String> objectOrPage() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (name.equals("workflow_runs")) {
                enterRuns();
                return null;
            }
            JsonObjects.field(in, name, texts);
        }
        return texts;
    }

    /** The rest of a page, behind its runs. */
    private void skipField() throws IOException {
        if (in.currentName().equals("workflow_runs")) {
            enterRuns();
        } else {
            in.nextToken();
            in.skipChildren();
        }
    }

    private void enterRuns() throws IOException {
        if (in.nextToken() != JsonToken.START_ARRAY) {
            in.skipChildren();
        }
    }

    private Row row(Map<String, String> object) {
        long line = ++ordinal;
        if (GithubRun.is(object) || (object.containsKey("id") && object.containsKey("status"))) {
            return rows.of(line, GithubRun.texts(object));
        }
        String message = object.get("message");
        return new Row.Broken(
                line,
                "is not a workflow run"
                        + (message == null
                                ? "; its fields are: " + Unreadable.list(List.copyOf(object.keySet()))
                                : ": " + Texts.shown(message, 200)));
    }
}
