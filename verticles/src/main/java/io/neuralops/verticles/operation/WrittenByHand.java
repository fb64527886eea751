package io.neuralops.verticles.operation;

/** An answer that is given so often that it writes itself, in the form that the mapper would give it. */
public interface WrittenByHand {
    void writeTo(JsonBytes json);
}
