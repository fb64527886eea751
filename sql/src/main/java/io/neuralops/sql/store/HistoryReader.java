package io.neuralops.sql.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads what the rows of one history repeat, such that each is held once: names, texts of few values, times that are equal. For
 * one history, and one thread at a time.
 */
final class HistoryReader {
    private static final String NOTHING = "{}";
    private static final JsonFactory FACTORY = new JsonFactory();
    /** Texts are the callers' to make up; beyond so many they are held as they come. */
    private static final int MAX_TEXTS = 10_000;

    private final Map<String, String> texts = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private double[] numbers = new double[16];
    private String[] numberShape = {};
    private String[] textShape = {};

    /** The text, the one that was read before if it is equal. */
    String text(String text) {
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() < MAX_TEXTS) {
            texts.put(text, text);
        }
        return text;
    }

    /** The time, the other one if they are equal. */
    static Instant time(Instant time, Instant other) {
        return time.equals(other) ? other : time;
    }

    /** An object of numbers. */
    Map<String, Double> numbers(String json) {
        if (json.equals(NOTHING)) {
            return Map.of();
        }
        names.clear();
        try (JsonParser parser = begun(json)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                if (names.size() > numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * numbers.length);
                }
                numbers[names.size() - 1] = parser.getDoubleValue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        numberShape = shape(numberShape);
        return numberShape.length == 0
                ? JsonMaps.numbers(json)
                : FlatMap.ofNumbers(numberShape, Arrays.copyOf(numbers, numberShape.length));
    }

    /** An object of texts. */
    Map<String, String> texts(String json) {
        if (json.equals(NOTHING)) {
            return Map.of();
        }
        names.clear();
        values.clear();
        try (JsonParser parser = begun(json)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                values.add(text(parser.getText()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        textShape = shape(textShape);
        return textShape.length == 0 ? JsonMaps.texts(json) : FlatMap.ofTexts(textShape, values.toArray(String[]::new));
    }

    private static JsonParser begun(String json) throws IOException {
        JsonParser parser = FACTORY.createParser(json);
        parser.nextToken();
        return parser;
    }

    /** The names, those of the row before if they are the same; none if one is there twice. */
    private String[] shape(String[] before) {
        if (names.size() == before.length && Arrays.asList(before).equals(names)) {
            return before;
        }
        return new HashSet<>(names).size() == names.size() ? names.toArray(String[]::new) : new String[0];
    }
}
