package io.neuralops.verticles.profiler.guard;

/** A target that must not be asked; the message says why and names no more than the settings do. */
public final class RefusedTarget extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedTarget(String why) {
        super(why, null, false, false);
    }

    /** Why. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
