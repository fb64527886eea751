package io.neuralops.models.privacy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The pseudonyms that may stand for a person, under all keys of a tenant, to be found in stored texts and ids and taken out. */
public final class Traces {
    /** What stands for whoever was forgotten. */
    public static final String FORGOTTEN = "[forgotten]";

    private static final String AFTER_KIND = ":k";

    /** From what follows the kind ({@code :k1:9f2c...}) to the kinds: one value has the same hash as several kinds. */
    private final Map<String, Set<String>> kinds = new HashMap<>();

    Traces(List<String> pseudonyms) {
        for (String pseudonym : pseudonyms) {
            int colon = pseudonym.indexOf(':');
            kinds.computeIfAbsent(pseudonym.substring(colon), tail -> new HashSet<>())
                    .add(pseudonym.substring(0, colon));
        }
    }

    /** What a text must hold if it has a trace, such as {@code :k1:9f2c...}; a few, whatever a person is told by. */
    public Set<String> marks() {
        return Set.copyOf(kinds.keySet());
    }

    /** The text without traces; the same text if there are none. */
    public String without(String text) {
        return replaced(text, trace -> FORGOTTEN);
    }

    /**
     * Takes traces out of ids and of names by which rows are told apart, so that what is one stays one, and what was told apart stays
     * so: in the place of each pseudonym stands one text, with something that is given for it alone and says nothing of the person.
     *
     * @param made gives another text each time
     */
    public UnaryOperator<String> inIds(Supplier<String> made) {
        Map<String, String> standIns = new ConcurrentHashMap<>();
        return id -> replaced(
                id,
                trace -> standIns.computeIfAbsent(
                        trace, any -> FORGOTTEN.substring(0, FORGOTTEN.length() - 1) + "-" + made.get() + "]"));
    }

    private String replaced(String text, UnaryOperator<String> standIn) {
        StringBuilder rest = null;
        int copied = 0;
        for (int colon = text.indexOf(AFTER_KIND); colon >= 0; colon = text.indexOf(AFTER_KIND, colon + 1)) {
            int end = Pseudonyms.keyAndHashEnd(text, colon);
            int from = end == colon ? colon : start(text, colon, end);
            if (from < colon) {
                rest = rest == null ? new StringBuilder(text.length()) : rest;
                rest.append(text, copied, from).append(standIn.apply(text.substring(from, end)));
                copied = end;
            }
        }
        return rest == null ? text : rest.append(text, copied, text.length()).toString();
    }

    /** Where the trace begins whose kind ends at the colon, or the colon if it is none. Letters may stand before it. */
    private int start(String text, int colon, int end) {
        for (String kind : kinds.getOrDefault(text.substring(colon, end), Set.of())) {
            int from = colon - kind.length();
            if (text.startsWith(kind, from)) {
                return from;
            }
        }
        return colon;
    }
}
