package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.io.IOException;
import java.util.List;

/** Why a file as a whole can't be read. */
final class Unreadable {
    private static final int SHOWN = 40;

    private Unreadable() {}

    static FailureException because(String detail) {
        return new Failure.Malformed(null, detail).asException();
    }

    static FailureException empty() {
        return because("the file is empty");
    }

    static FailureException packed(IOException e) {
        return because("the packed file is damaged or cut short: " + Texts.shown(String.valueOf(e.getMessage()), 200));
    }

    /** A list of names for a message; the first ones if there are many. */
    static String list(List<String> names) {
        List<String> shown =
                names.stream().limit(SHOWN).map(name -> Texts.shown(name, 60)).toList();
        String rest = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return shown.isEmpty() ? "none" : String.join(", ", shown) + rest;
    }
}
