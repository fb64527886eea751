package io.neuralops.gateway.importing;

import java.util.Locale;

/** Names of columns in one spelling. */
final class Names {
    static final String METRICS = "metrics.";
    static final String LABELS = "labels.";

    private Names() {}

    /**
     * Lower case with underscores: {@code "Head Branch"}, {@code head-branch} and {@code headBranch} are all
     * {@code head_branch}, {@code "Duration (s)"} is {@code duration_s}. What follows {@code metrics.} or {@code labels.} is ours already and stays.
     */
    static String normal(String name) {
        String trimmed = name.strip();
        for (String prefix : new String[] {METRICS, LABELS}) {
            if (trimmed.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return prefix + trimmed.substring(prefix.length());
            }
        }
        StringBuilder normal = new StringBuilder(trimmed.length() + 4);
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && !Character.isUpperCase(trimmed.charAt(i - 1))) {
                underscore(normal);
            }
            if (Character.isLetterOrDigit(c)) {
                normal.append(c);
            } else {
                underscore(normal);
            }
        }
        int end = normal.length();
        while (end > 0 && normal.charAt(end - 1) == '_') {
            end--;
        }
        return normal.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static void underscore(StringBuilder normal) {
        if (!normal.isEmpty() && normal.charAt(normal.length() - 1) != '_') {
            normal.append('_');
        }
    }
}
