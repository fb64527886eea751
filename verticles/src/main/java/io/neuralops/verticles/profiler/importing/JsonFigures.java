package io.neuralops.verticles.profiler.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of another tool's JSON, with its place in it. What isn't asked for is not looked at: tools add to what they write. */
record JsonFigures(JsonNode node, String place) {
    static final double MOST = 1e15;

    /** A part that has to be an object. */
    JsonFigures object(String name) {
        JsonFigures part = part(name);
        if (!part.node.isObject()) {
            throw wrong(part.place, "an object");
        }
        return part;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The objects of an array. */
    List<JsonFigures> objects(String name, int most) {
        JsonFigures array = part(name);
        if (!array.node.isArray()) {
            throw wrong(array.place, "a list");
        }
        if (array.node.size() > most) {
            throw Check.invalid(array.place, "has " + array.node.size() + " entries; at most " + most + " are taken");
        }
        List<JsonFigures> objects = new ArrayList<>(array.node.size());
        for (int i = 0; i < array.node.size(); i++) {
            JsonFigures one = new JsonFigures(array.node.get(i), array.place + "[" + i + "]");
            if (!one.node.isObject()) {
                throw wrong(one.place, "an object");
            }
            objects.add(one);
        }
        return objects;
    }

    /** A number from 0 on. */
    double number(String name) {
        JsonFigures part = part(name);
        if (!part.node.isNumber()) {
            throw wrong(part.place, "a number");
        }
        return Check.range(part.place, part.node.doubleValue(), 0, Double.MAX_VALUE);
    }

    /** A number from 0 on; null if there is none. */
    @Nullable
    Double numberOrNull(String name) {
        return has(name) ? Double.valueOf(number(name)) : null;
    }

    /** A count. */
    long count(String name) {
        double count = number(name);
        if (count > MOST || Double.compare(count, Math.rint(count)) != 0) {
            throw Check.invalid(part(name).place, "must be a whole number up to " + (long) MOST);
        }
        return (long) count;
    }

    String text(String name, int max) {
        JsonFigures part = part(name);
        if (!part.node.isTextual()) {
            throw wrong(part.place, "a text");
        }
        return Check.text(part.place, part.node.textValue(), max);
    }

    /** A time in milliseconds since 1970. */
    Instant millis(String name) {
        return Check.instant(part(name).place, Instant.ofEpochMilli(count(name)));
    }

    JsonFigures part(String name) {
        return new JsonFigures(node.path(name), place.isEmpty() ? name : place + "." + name);
    }

    private static RuntimeException wrong(String place, String expected) {
        return new Failure.Malformed(place, "must be " + expected + ", as the tool writes it").asException();
    }
}
