package io.neuralops.verticles.secrets;

/** How it stands with what keeps secrets. */
public sealed interface Standing {
    /** It answers, or has no need to. */
    record Open() implements Standing {}

    /** It doesn't answer, and is tried again. Nothing was had from it yet. */
    record Waiting(String why) implements Standing {}

    /** It doesn't answer any more, and is tried again. What is in memory goes on. */
    record Away(String why) implements Standing {}
}
