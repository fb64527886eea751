package io.neuralops.verticles.cache;

/** Whether a computation that several wait for was begun by this caller. Of one thread. */
public final class Begun {
    private boolean here;

    public void here() {
        here = true;
    }

    public boolean isHere() {
        return here;
    }
}
