package io.neuralops.models.privacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Given names, surnames, and words that capitals don't make a name of: ordinary ones, places, products. A word may be all
 * three. Where the lists are from is said beside them, in {@code names.NOTICE}.
 */
final class NameList {
    static final int GIVEN = 1;
    static final int SURNAME = 2;
    static final int WORD = 4;

    /** Read when the first text is looked at. */
    private static final Lexicon BUNDLED = read();

    private NameList() {}

    static Lexicon bundled() {
        return BUNDLED;
    }

    private static Lexicon read() {
        Lexicon.Builder names = new Lexicon.Builder();
        try (InputStream stream = Objects.requireNonNull(NameList.class.getResourceAsStream("names.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            int flag = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line) {
                    case "# given" -> flag = GIVEN;
                    case "# surname" -> flag = SURNAME;
                    case "# word" -> flag = WORD;
                    default -> names.add(List.of(line.split(" ")), flag);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names.build();
    }
}
