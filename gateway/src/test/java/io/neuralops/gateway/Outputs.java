package io.neuralops.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
        Set<String> spellings = new LinkedHashSet<>();
        Set<String> inBase64 = new LinkedHashSet<>();
        for (Plant plant : plants) {
            spellings.addAll(Spellings.of(plant.value()));
            inBase64.addAll(Spellings.inBase64(plant.value()));
        }
        texts.forEach((where, text) -> {
            String exact = text.toString();
            String lower = exact.toLowerCase(Locale.ROOT);
            spellings.forEach(spelling -> note(where, lower, spelling, found));
            inBase64.forEach(spelling -> note(where, exact, spelling, found));
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
