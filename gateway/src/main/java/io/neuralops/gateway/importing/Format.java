package io.neuralops.gateway.importing;

import java.util.Locale;
import java.util.Optional;

/** The kinds of file that can be read. */
public enum Format {
    /** A header and a run on each line; separated by comma, semicolon or tab. */
    CSV,
    /** A JSON object on each line. */
    NDJSON,
    /** GitHub's "list workflow runs", {@code gh run list --json}, or {@code workflow_run} webhooks. */
    GITHUB;

    /** The format that a file's name tells; {@code .gz} at its end doesn't matter. */
    public static Optional<Format> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - 3);
        }
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv", "tsv" -> Optional.of(CSV);
            case "ndjson", "jsonl" -> Optional.of(NDJSON);
            case "json" -> Optional.of(GITHUB);
            default -> Optional.empty();
        };
    }
}
