package io.neuralops.models.privacy;

/**
 * A piece of personal or secret data in a text.
 *
 * @param from its first character
 * @param to after its last character
 * @param value what it is, which the text may spell in another way: encoded, say, or with characters that show nothing
 */
public record Finding(Kind kind, int from, int to, String value) {}
