package io.neuralops.models.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes personal data out of what callers send: fields that name a person become pseudonyms, and so do e-mail addresses
 * within free text. One pass over the text, without regular expressions, so no input is slow.
 */
public final class Redactor {
    /** Labels whose value names a person, in lower case and without separators. */
    private static final Set<String> PERSON_LABELS = Set.of(
            "owner",
            "actor",
            "author",
            "assignee",
            "committer",
            "creator",
            "login",
            "requester",
            "reviewer",
            "sender",
            "triggeringactor",
            "triggeredby",
            "startedby",
            "createdby",
            "user",
            "username",
            "email",
            "fullname");

    /** What may follow such a name: {@code author_name}, {@code committer_login}. */
    private static final List<String> PERSON_DETAILS = List.of("", "name", "login", "username", "email", "id");

    private static final int MIN_TOP_LEVEL = 2;

    private final Pseudonymizer pseudonymizer;

    public Redactor(Pseudonymizer pseudonymizer) {
        this.pseudonymizer = pseudonymizer;
    }

    /** The pseudonym of a person, or null for null. */
    public @Nullable String person(@Nullable String value) {
        return value == null ? null : pseudonymizer.pseudonym("person", value);
    }

    /** Labels without persons; the same map where there are none, as is the rule. */
    public Map<String, String> labels(Map<String, String> labels) {
        @Nullable Map<String, String> redacted = null;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String value = label.getValue();
            String harmless = namesPerson(label.getKey()) ? pseudonymizer.pseudonym("person", value) : textOf(value);
            if (!harmless.equals(value)) {
                redacted = redacted == null ? new LinkedHashMap<>(labels) : redacted;
                redacted.put(label.getKey(), harmless);
            }
        }
        return redacted == null ? labels : redacted;
    }

    /** Free text without e-mail addresses. Null for null. */
    public @Nullable String text(@Nullable String text) {
        return text == null ? null : textOf(text);
    }

    private String textOf(String text) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        StringBuilder redacted = new StringBuilder(text.length() + 32);
        int copied = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int from = localPartStart(text, at, copied);
            int to = domainEnd(text, at);
            if (from < at && to > at) {
                redacted.append(text, copied, from);
                redacted.append(pseudonymizer.pseudonym("email", text.substring(from, to)));
                copied = to;
            }
        }
        return redacted.append(text, copied, text.length()).toString();
    }

    private static boolean namesPerson(String label) {
        StringBuilder folded = new StringBuilder(label.length());
        for (int i = 0; i < label.length(); i++) {
            char c = Character.toLowerCase(label.charAt(i));
            if (Character.isLetterOrDigit(c)) {
                folded.append(c);
            }
        }
        String name = folded.toString();
        for (String detail : PERSON_DETAILS) {
            if (name.endsWith(detail) && PERSON_LABELS.contains(name.substring(0, name.length() - detail.length()))) {
                return true;
            }
        }
        return false;
    }

    private static int localPartStart(String text, int at, int notBefore) {
        int from = at;
        while (from > notBefore && isLocal(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    /** The end of a domain name that has a dot and a top level of letters, or {@code at} if there is none. */
    private static int domainEnd(String text, int at) {
        int to = at + 1;
        while (to < text.length() && isDomain(text.charAt(to))) {
            to++;
        }
        // What follows the domain may look like a part of it (a version, the end of a sentence): from the right, the
        // first part that may be a top level ends it. Nothing left of the '@' is looked at again.
        while (to > at + 1) {
            int dot = to - 1;
            while (dot > at && text.charAt(dot) != '.') {
                dot--;
            }
            if (dot <= at + 1) {
                return at;
            }
            int end = topLevelEnd(text, dot + 1, to);
            if (end > dot) {
                return end;
            }
            to = dot;
        }
        return at;
    }

    /** The end of a top level (letters, or letters in ASCII disguise), without hyphens after it; -1 if it is none. */
    private static int topLevelEnd(String text, int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) == '-') {
            end--;
        }
        if (end - from < MIN_TOP_LEVEL) {
            return -1;
        }
        if (text.startsWith("xn--", from)) {
            return end;
        }
        for (int i = from; i < end; i++) {
            if (!Character.isLetter(text.charAt(i))) {
                return -1;
            }
        }
        return end;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}
