package io.neuralops.verticles.safety;

import io.neuralops.models.failure.Failure;
import java.util.List;

/**
 * Which actions need no person from now on.
 *
 * @param preApproved an empty list for none
 */
public record SettleSafety(List<String> preApproved) {
    private static final String FIELD = "pre_approved";
    private static final int MAX = 100;

    public SettleSafety {
        if (preApproved == null) {
            throw new Failure.Invalid(FIELD, "is missing").asException();
        }
        if (preApproved.size() > MAX) {
            throw new Failure.Invalid(FIELD, "has more than " + MAX + " entries").asException();
        }
        if (!preApproved.stream()
                .allMatch(label -> label != null && Action.named(label).isPresent())) {
            throw new Failure.Invalid(FIELD, "must name actions, of: " + String.join(", ", Action.labels()))
                    .asException();
        }
        preApproved = preApproved.stream().distinct().sorted().toList();
    }
}
