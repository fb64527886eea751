package io.neuralops.verticles.safety;

import java.util.List;

/**
 * What happens by itself.
 *
 * @param mode {@code manual}: nothing but what is approved beforehand
 * @param preApproved the actions that are
 */
public record SafetyView(String mode, List<String> preApproved) {
    private static final String MANUAL = "manual";

    static SafetyView of(List<String> preApproved) {
        return new SafetyView(MANUAL, preApproved);
    }
}
