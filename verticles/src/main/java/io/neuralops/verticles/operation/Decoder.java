package io.neuralops.verticles.operation;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a caller sent into a command record, or says which field is wrong and how. */
public final class Decoder {
    /** What a field of a type takes. */
    private static final Map<Class<?>, String> WANTED = Map.of(
            String.class, "a text",
            Boolean.class, "true or false",
            Integer.class, "a whole number, not too large",
            Long.class, "a whole number, not too large",
            Double.class, "a number",
            BigDecimal.class, "a number",
            Instant.class, IsoInstant.EXPECTED,
            Map.class, "an object",
            LinkedHashMap.class, "an object");

    private final Json json;
    private final Map<Class<?>, PlainForm<?>> plain;

    /** Reads with the mapper alone. */
    public Decoder(Json json) {
        this(json, List.of());
    }

    /**
     * Reads some types by hand as long as they come in their plain form.
     *
     * @param plain forms, one for a type
     */
    public Decoder(Json json, List<PlainForm<?>> plain) {
        this.json = json;
        this.plain = plain.stream().collect(Collectors.toUnmodifiableMap(PlainForm::type, form -> form));
    }

    /** Reads a command from UTF-8 JSON. */
    public <T> T decode(Class<T> type, byte[] body) {
        PlainForm<?> form = plain.get(type);
        Object command = form == null ? null : form.read(body);
        return command == null ? mapped(type, body) : type.cast(command);
    }

    private <T> T mapped(Class<T> type, byte[] body) {
        if (body.length == 0) {
            throw new Failure.Malformed(null, "the body is empty; a JSON object is expected").asException();
        }
        try {
            T command = json.mapper().readValue(body, type);
            if (command == null) {
                throw new Failure.Malformed(null, "the body is null; a JSON object is expected").asException();
            }
            Utf8.require(body);
            return command;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /**
     * Reads a list of commands, each for itself: one that is wrong does not spoil the others.
     *
     * @param most commands in it; {@link Failure.TooLarge} if there are more
     */
    public <T> List<ItemOutcome<T>> decodeArray(Class<T> type, byte[] array, int most) {
        try {
            JsonNode elements = json.mapper().readTree(array);
            Utf8.require(array);
            if (elements.size() > most) {
                throw new Failure.TooLarge("the list has " + elements.size() + " commands; at most " + most
                                + " are taken, or any number as NDJSON")
                        .asException();
            }
            List<ItemOutcome<T>> commands = new ArrayList<>(elements.size());
            for (JsonNode element : elements) {
                commands.add(ItemOutcome.attempt(() -> decode(type, element)));
            }
            return commands;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private <T> T decode(Class<T> type, JsonNode tree) {
        if (!tree.isObject()) {
            throw new Failure.Malformed(null, "a JSON object is expected").asException();
        }
        try {
            return json.mapper().treeToValue(tree, type);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Reads a command from a body, of which some fields come from the path. */
    public <T> T decode(Class<T> type, byte[] body, Map<String, String> path) {
        try {
            JsonNode tree = body.length == 0
                    ? json.mapper().createObjectNode()
                    : json.mapper().readTree(body);
            Utf8.require(body);
            if (!(tree instanceof ObjectNode object)) {
                throw new Failure.Malformed(null, "a JSON object is expected").asException();
            }
            path.forEach((name, value) -> {
                if (object.has(name)) {
                    throw new Failure.Malformed(name, "is given by the path and has no place in the body")
                            .asException();
                }
                object.put(name, value);
            });
            return json.mapper().treeToValue(object, type);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Reads a command from texts: the query's and the path's parameters. */
    public <T> T decode(Class<T> type, Map<String, String> texts) {
        try {
            return json.fromText().treeToValue(json.fromText().valueToTree(texts), type);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private FailureException refused(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailureException failure) {
                return failure;
            }
        }
        return new FailureException(failure(e));
    }

    private Failure failure(IOException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                new Failure.Malformed(field(unknown), "is not a known field; " + known(unknown));
            case StreamConstraintsException constraint -> new Failure.Malformed(null, constraint.getOriginalMessage());
            case JsonParseException broken -> broken(broken);
            case InvalidFormatException value -> new Failure.Malformed(field(value), expected(value));
            case JsonMappingException wrong ->
                wrong.getCause() instanceof JsonParseException broken
                                && repeatedField(broken.getOriginalMessage()) == null
                        ? new Failure.Malformed(field(wrong), "is broken JSON: " + what(broken.getOriginalMessage()))
                        : new Failure.Malformed(field(wrong), "has a value of the wrong type or form" + wanted(wrong));
            default -> new Failure.Malformed(null, "the body can't be read as JSON");
        };
    }

    private static Failure broken(JsonParseException e) {
        String message = e.getOriginalMessage();
        String at = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        String repeated = repeatedField(message);
        return repeated == null
                ? new Failure.Malformed(noNumber(e), "broken JSON" + at + ": " + what(message))
                : new Failure.Malformed(repeated, "is given more than once");
    }

    /** The field that has {@code NaN} or the like, which other writers of JSON give for a number; null otherwise. */
    private static @Nullable String noNumber(JsonParseException e) {
        JsonParser parser = e.getProcessor();
        if (parser == null || !e.getOriginalMessage().startsWith("Non-standard token")) {
            return null;
        }
        String path = parser.getParsingContext().pathAsPointer().toString();
        return path.isEmpty() ? null : path.substring(1).replace('/', '.');
    }

    /** A value that came may be anything, so none is repeated. */
    private static String what(String message) {
        return message.startsWith("Unrecognized token") ? "a word that is no value" : firstLine(message);
    }

    private static @Nullable String repeatedField(String message) {
        String start = "Duplicate field '";
        int end = message.lastIndexOf('\'');
        return message.startsWith(start) && end > start.length() ? message.substring(start.length(), end) : null;
    }

    private static @Nullable String field(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? null : path;
    }

    private String expected(InvalidFormatException e) {
        Class<?> type = e.getTargetType();
        if (!type.isEnum()) {
            return "has a value of the wrong type or form" + wanted(e);
        }
        return "must be one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(word -> json.write(word).replace("\"", ""))
                        .collect(Collectors.joining(", "));
    }

    private static String known(UnrecognizedPropertyException e) {
        Set<String> names = new TreeSet<>();
        e.getKnownPropertyIds().forEach(id -> names.add(String.valueOf(id)));
        return names.isEmpty() ? "there are none" : "known are " + String.join(", ", names);
    }

    /** In our own words: those of the mapper repeat the value, which may be anything, and problems end up in logs. */
    private static String wanted(JsonMappingException e) {
        Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        String what = type == null ? null : WANTED.get(type);
        return what == null ? "" : ": it must be " + what;
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
