package io.neuralops.verticles.safety;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the service could do by itself. */
public enum Action {
    /** Put a challenger that earned it in the champion's place. */
    MODEL_ACTIVATE("model.activate");

    private final String label;

    Action(String label) {
        this.label = label;
    }

    /** As callers spell it. */
    public String label() {
        return label;
    }

    static Optional<Action> named(String label) {
        return Arrays.stream(values())
                .filter(action -> action.label.equals(label))
                .findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Action::label).toList();
    }
}
