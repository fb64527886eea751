package io.neuralops.gateway.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Objects of JSON as flat texts: {@code {"id":1,"actor":{"login":"a"}}} is {@code id=1, actor.login=a}. Nested objects
 * are kept where a run has something to say there, and skipped elsewhere; so an object needs little memory, however much
 * is in it. Of an array only the size is kept, as {@code name[]}.
 */
final class JsonObjects {
    private static final int MAX_FIELDS = 2_000;
    private static final int MAX_TEXT = 1 << 22;
    private static final int MAX_DEPTH = 100;
    private static final Set<String> NESTED = Set.of(
            "workflow_run",
            "workflow",
            "repository",
            "head_repository",
            "actor",
            "triggering_actor",
            "author",
            "owner",
            "user",
            "committer",
            "metrics",
            "labels");

    private JsonObjects() {}

    /** A factory of parsers that read no more than is sane. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_TEXT)
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
    }

    /** Reads the object that the parser has just entered, up to its end. */
    static Map<String, String> read(JsonParser in) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            field(in, in.currentName(), texts);
        }
        return texts;
    }

    /** Reads the value of the field whose name was the last token. */
    static void field(JsonParser in, String name, Map<String, String> into) throws IOException {
        JsonToken value = in.nextToken();
        if (value == JsonToken.START_OBJECT && NESTED.contains(name.substring(name.lastIndexOf('.') + 1))) {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                field(in, name + "." + in.currentName(), into);
            }
        } else if (value == JsonToken.START_ARRAY) {
            put(into, name + "[]", Integer.toString(size(in)));
        } else if (value != null && value.isScalarValue()) {
            if (value != JsonToken.VALUE_NULL) {
                put(into, name, in.getText());
            }
        } else {
            in.skipChildren();
        }
    }

    private static int size(JsonParser in) throws IOException {
        int size = 0;
        for (JsonToken t = in.nextToken(); t != null && t != JsonToken.END_ARRAY; t = in.nextToken()) {
            in.skipChildren();
            size++;
        }
        return size;
    }

    private static void put(Map<String, String> into, String name, String text) {
        if (into.size() < MAX_FIELDS) {
            into.put(name, text);
        }
    }
}
