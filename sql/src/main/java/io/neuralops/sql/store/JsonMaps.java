package io.neuralops.sql.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.neuralops.sql.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics and labels of rows as JSON objects, written and read without a tree between. */
final class JsonMaps {
    private static final String NOTHING = "{}";
    private static final Json EMPTY = new Json(NOTHING);
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonMaps() {}

    static Json ofNumbers(Map<String, Double> numbers) {
        return write(numbers, JsonGenerator::writeNumberField);
    }

    static Json ofTexts(Map<String, String> texts) {
        return write(texts, JsonGenerator::writeStringField);
    }

    static Map<String, Double> numbers(String json) {
        return read(json, JsonParser::getDoubleValue);
    }

    static Map<String, String> texts(String json) {
        return read(json, JsonParser::getText);
    }

    @FunctionalInterface
    private interface FieldWriter<V> {
        void write(JsonGenerator to, String name, V value) throws IOException;
    }

    @FunctionalInterface
    private interface ValueReader<V> {
        V read(JsonParser from) throws IOException;
    }

    private static <V> Json write(Map<String, V> values, FieldWriter<V> field) {
        if (values.isEmpty()) {
            return EMPTY;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(values.size() * 24);
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.writeStartObject();
            for (Map.Entry<String, V> entry : values.entrySet()) {
                field.write(generator, entry.getKey(), entry.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Json(text.toByteArray());
    }

    private static <V> Map<String, V> read(String json, ValueReader<V> value) {
        if (json.equals(NOTHING)) {
            return Map.of();
        }
        Map<String, V> values = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                values.put(name, value.read(parser));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }
}
