package io.neuralops.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came out, by where; to be searched for what must not have. */
final class Outputs {
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    void add(String where, String text) {
        texts.computeIfAbsent(where, w -> new StringBuilder()).append(text).append('\n');
    }

    void add(String where, Answer answer) {
        add(where, answer.status() + " " + answer.headers().map() + " " + answer.body());
    }

    /** Where each plant is found, and what stands around it. */
    List<String> holding(List<Plant> plants) {
        List<String> found = new ArrayList<>();
        texts.forEach((where, text) -> {
            String exact = text.toString();
            String lower = exact.toLowerCase(Locale.ROOT);
            for (Plant plant : plants) {
                Spellings.of(plant.value()).forEach(spelling -> note(where, lower, spelling, found));
                Spellings.inBase64(plant.value()).forEach(spelling -> note(where, exact, spelling, found));
            }
        });
        return found;
    }

    private static void note(String where, String text, String spelling, List<String> found) {
        int at = text.indexOf(spelling);
        if (at >= 0) {
            String around = text.substring(Math.max(0, at - 120), Math.min(text.length(), at + spelling.length() + 40));
            found.add(where + ": " + around.replaceAll("[^ -~]+", " "));
        }
    }
}
