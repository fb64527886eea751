package io.neuralops.models.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes personal and secret data out of what callers send: fields that name a person, or say that they hold something else of
 * the kind, become pseudonyms, and so does what is found within texts and names. One pass, without regular expressions, so no
 * input is slow.
 */
public final class Redactor {
    private static final PersonalData IN_IDENTIFIERS = PersonalData.inIdentifiers();
    private static final PersonalData IN_IDS = PersonalData.addresses();

    /** Apart, so that the lists of names are read only when there is a text. */
    private static final class InText {
        static final PersonalData DATA = PersonalData.inText();
    }

    private final Pseudonymizer pseudonymizer;

    public Redactor(Pseudonymizer pseudonymizer) {
        this.pseudonymizer = pseudonymizer;
    }

    /** The pseudonym of a person, who may be told by an e-mail address; null for null. */
    public @Nullable String person(@Nullable String value) {
        return value == null ? null : declared(Kind.PERSON, value);
    }

    /**
     * All that may stand for a person who is told by a value: whatever the value may be (a name, an address, a number), and
     * under whichever key.
     */
    public Traces traces(String value) {
        List<String> pseudonyms = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            pseudonyms.addAll(pseudonymizer.pseudonyms(kind, value));
        }
        return new Traces(pseudonyms);
    }

    /** Free text without personal data. The same text if there is none; null for null. */
    public @Nullable String text(@Nullable String text) {
        return text == null ? null : redacted(text, findings(text));
    }

    /** What personal and secret data is in a text, in its order and without overlaps. */
    public static List<Finding> findings(String text) {
        return Prefilter.holdsNothing(text) ? List.of() : InText.DATA.find(text).all();
    }

    /** A text to be told to whom it came from, or to whom it is of no use: what is found is named by its kind, {@code [email]}. */
    public static String masked(String text) {
        return replaced(text, findings(text), found -> "[" + found.kind().label() + "]");
    }

    /** Like {@link #masked}, for a name of a thing. */
    public static String maskedName(String name) {
        return replaced(name, inName(name), found -> "[" + found.kind().label() + "]");
    }

    /** What personal and secret data is in a name of a thing; names of people are taken as the thing's. */
    public static List<Finding> inName(String name) {
        return Prefilter.holdsNothing(name)
                ? List.of()
                : IN_IDENTIFIERS.find(name).all();
    }

    /**
     * A name of a thing (a service, a metric, a label) without personal data; names of people are taken as the thing's. It is
     * asked for by this name, so the pseudonyms in it don't change with the tenant's keys.
     */
    public String identifier(String name) {
        return lasting(name, inName(name));
    }

    /**
     * An id or a name of a workflow as it is stored, wherever it is told: without addresses of machines, whose pseudonyms don't
     * change with the tenant's keys. The same text where there is none. What else is personal was refused ({@link KeptAsGiven}).
     */
    public String id(String id) {
        return isStored(id) ? id : lasting(id, IN_IDS.find(id).all());
    }

    /** Like {@link #id}; null for null. */
    public @Nullable String idOrNull(@Nullable String id) {
        return id == null ? null : id(id);
    }

    /** Whether it is seen at a glance that {@link #id} changes nothing; true for null. It allocates nothing. */
    public static boolean isStored(@Nullable String id) {
        return id == null || AddressHints.none(id);
    }

    /** An id or a name that is kept already; one that would be refused today ({@link KeptAsGiven}) without personal data. */
    public String key(String key) {
        return KeptAsGiven.kind(key) == null ? id(key) : identifier(key);
    }

    /** Labels without personal data, in values and keys; the same map where there is none, as is the rule. */
    public Map<String, String> labels(Map<String, String> labels) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getKey().equals(identifier(label.getKey()))
                    || !label.getValue().equals(value(label.getKey(), label.getValue()))) {
                Map<String, String> redacted = LinkedHashMap.newLinkedHashMap(labels.size());
                labels.forEach((key, value) -> redacted.put(identifier(key), value(key, value)));
                return redacted;
            }
        }
        return labels;
    }

    /** Named numbers without personal data in the names; the same map where there is none. */
    public Map<String, Double> metrics(Map<String, Double> metrics) {
        for (String name : metrics.keySet()) {
            if (!name.equals(identifier(name))) {
                Map<String, Double> redacted = LinkedHashMap.newLinkedHashMap(metrics.size());
                metrics.forEach((key, value) -> redacted.put(identifier(key), value));
                return redacted;
            }
        }
        return metrics;
    }

    private String value(String label, String value) {
        Kind kind = value.isBlank() ? null : FieldNames.kind(label);
        if (kind != null && kind != Kind.PERSON && Assignments.saysNothing(value)) {
            return value;
        }
        return kind == null ? redacted(value, findings(value)) : declared(kind, value);
    }

    private String declared(Kind kind, String value) {
        return pseudonymizer.pseudonym(kind == Kind.PERSON && Emails.is(value) ? Kind.EMAIL : kind, value);
    }

    private String redacted(String text, List<Finding> found) {
        return replaced(text, found, one -> pseudonymizer.pseudonym(one.kind(), one.value()));
    }

    private String lasting(String text, List<Finding> found) {
        return replaced(text, found, one -> pseudonymizer.lasting(one.kind(), one.value()));
    }

    private static String replaced(String text, List<Finding> found, Function<Finding, String> replacement) {
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 32 * found.size());
        int copied = 0;
        for (Finding one : found) {
            replaced.append(text, copied, one.from()).append(replacement.apply(one));
            copied = one.to();
        }
        return replaced.append(text, copied, text.length()).toString();
    }
}
