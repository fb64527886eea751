package io.neuralops.bench.privacy;

import io.neuralops.models.privacy.Finding;
import io.neuralops.models.privacy.Redactor;
import java.util.ArrayList;
import java.util.List;

/**
 * In how many lines without personal data something was found.
 *
 * @param examples the first of these lines
 */
record FalseAlarms(long lines, long alarms, List<String> examples) {
    private static final int EXAMPLES = 5;

    static FalseAlarms count(HarmlessLines harmless, long bytes) {
        long lines = 0;
        long alarms = 0;
        List<String> examples = new ArrayList<>();
        for (long seen = 0; seen < bytes; lines++) {
            String line = harmless.next();
            seen += line.length() + 1L;
            List<Finding> found = Redactor.findings(line);
            if (!found.isEmpty()) {
                alarms++;
                if (examples.size() < EXAMPLES) {
                    examples.add(found.getFirst().kind().label() + ": " + line);
                }
            }
        }
        return new FalseAlarms(lines, alarms, examples);
    }
}
