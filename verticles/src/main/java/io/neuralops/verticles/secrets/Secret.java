package io.neuralops.verticles.secrets;

import java.util.Map;

/**
 * Something secret: a few texts by their names.
 *
 * @param version counts how often it was kept; 0 before the first time
 * @param fields the texts; at most {@value #MAX_FIELDS}
 */
public record Secret(long version, Map<String, String> fields) {
    static final int MAX_FIELDS = 200;
    private static final int MAX_NAME = 80;

    public Secret {
        fields = Map.copyOf(fields);
        if (version < 0 || fields.isEmpty() || fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("a secret has a version and 1 to " + MAX_FIELDS + " fields");
        }
        fields.keySet().forEach(Secret::checkName);
    }

    /** The text of a field. */
    public String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new UnusableSecret("a secret has no field '" + name + "'");
        }
        return value;
    }

    /** Refuses what is no name of a secret or field: it ends up in names of files and in paths. */
    public static String checkName(String name) {
        boolean good = !name.isEmpty() && name.length() <= MAX_NAME;
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = (c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '-' || c == '_'));
        }
        if (!good) {
            throw new IllegalArgumentException("that is no name of a secret");
        }
        return name;
    }

    /** Without the texts. */
    @Override
    public String toString() {
        return "Secret[version=" + version + ", " + fields.size() + " fields]";
    }
}
