package io.neuralops.verticles.profiler.load;

import io.neuralops.models.failure.Check;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is sent: the same with each request, or a template with places that differ. <code>{{n}}</code> is the number of the request, of
 * all that are sent, from 0; <code>{{uuid}}</code> one that is drawn; <code>{{now}}</code> the time at which it is sent. For one thread.
 */
final class Body {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]{1,20})}}");

    private final Buffer same;
    /** Text, place, text, ..., text; one text alone if there is no place. */
    private final List<String> parts;

    private final long step;
    private final SplittableRandom random;
    private long number;

    /**
     * The bodies of one lane.
     *
     * @param first the number of its first request
     * @param step how far the next number is
     * @param seed of what is drawn
     */
    Body(byte[] given, long first, long step, long seed) {
        this.same = Buffer.buffer(given);
        this.parts = parts(new String(given, StandardCharsets.UTF_8));
        this.number = first;
        this.step = step;
        this.random = new SplittableRandom(seed + first);
    }

    /** Refuses places that nobody knows how to fill. */
    static void check(byte[] given) {
        List<String> parts = parts(new String(given, StandardCharsets.UTF_8));
        for (int i = 1; i < parts.size(); i += 2) {
            String place = parts.get(i);
            if (!List.of("n", "uuid", "now").contains(place)) {
                throw Check.invalid("body", "has a place {{" + place + "}}, but known are {{n}}, {{uuid}} and {{now}}");
            }
        }
    }

    /** Whether one body differs from the next. */
    static boolean differs(byte[] given) {
        return parts(new String(given, StandardCharsets.UTF_8)).size() > 1;
    }

    /** The body of the next request; not to be changed. */
    Buffer next() {
        if (parts.size() == 1) {
            return same;
        }
        StringBuilder text = new StringBuilder(same.length() + 64);
        for (int i = 0; i < parts.size(); i++) {
            text.append(i % 2 == 0 ? parts.get(i) : filled(parts.get(i)));
        }
        number += step;
        return Buffer.buffer(text.toString());
    }

    private String filled(String place) {
        return switch (place) {
            case "n" -> Long.toString(number);
            case "now" -> Instant.now().toString();
            default -> uuid().toString();
        };
    }

    /** Version 4, of RFC 9562. */
    private UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | (1L << 63));
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            parts.add(text.substring(from, places.start()));
            parts.add(places.group(1));
            from = places.end();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
