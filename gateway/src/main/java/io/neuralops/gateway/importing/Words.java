package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that systems use for the values of a field, whatever their case and the strokes and blanks in them. */
final class Words<V> {
    private final Field field;
    private final Map<String, V> words = new LinkedHashMap<>();

    Words(Field field) {
        this.field = field;
    }

    Words<V> add(V value, String... synonyms) {
        for (String synonym : synonyms) {
            words.put(synonym, value);
        }
        return this;
    }

    /** The value that a text stands for, or null for no text; the field is named where nobody knows the word. */
    @Nullable
    V of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        V value = words.get(normal(text));
        if (value == null) {
            throw Check.invalid(
                    field.label(),
                    "'" + Texts.shown(text, 60) + "' is not known; taken are "
                            + String.join(", ", List.copyOf(words.keySet())));
        }
        return value;
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }
}
