package io.neuralops.bench.privacy;

import io.neuralops.models.privacy.Finding;
import io.neuralops.models.privacy.Kind;
import io.neuralops.models.privacy.Redactor;
import java.util.List;

/**
 * How well one kind is found.
 *
 * @param labelled how many were marked
 * @param recall the share of the marked of which no character is left
 * @param found how many were found
 * @param precision the share of the found that touch a mark; 1 if nothing was found
 */
record Detection(int labelled, double recall, int found, double precision) {
    static Detection of(List<LabelledText> texts, String type, Kind kind) {
        int labelled = 0;
        int covered = 0;
        int found = 0;
        int right = 0;
        for (LabelledText text : texts) {
            List<Finding> findings = Redactor.findings(text.text()).stream()
                    .filter(finding -> finding.kind() == kind)
                    .toList();
            List<LabelledText.Label> labels = text.labels().stream()
                    .filter(label -> label.type().equals(type))
                    .toList();
            labelled += labels.size();
            covered += (int) labels.stream()
                    .filter(label ->
                            findings.stream().anyMatch(one -> one.from() <= label.from() && one.to() >= label.to()))
                    .count();
            found += findings.size();
            right += (int) findings.stream()
                    .filter(one ->
                            labels.stream().anyMatch(label -> one.from() < label.to() && one.to() > label.from()))
                    .count();
        }
        return new Detection(labelled, share(covered, labelled), found, share(right, found));
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 1 : Math.round(1_000.0 * part / whole) / 1_000.0;
    }
}
