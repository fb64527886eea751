package io.neuralops.gateway.bridge;

import org.jspecify.annotations.Nullable;

/** What a client says. */
sealed interface Frame {
    /** It is there. Nothing is answered. */
    record Ping() implements Frame {}

    /** Who it is, or a newer token of the same. */
    record Auth(String token) implements Frame {
        @Override
        public String toString() {
            return "Auth";
        }
    }

    /** It wants to hear of what happens at an address. */
    record Register(String address) implements Frame {}

    /** It doesn't any more. */
    record Unregister(String address) implements Frame {}

    /**
     * It wants an operation done.
     *
     * @param command JSON
     * @param replyTo what the answer is to name as its address; without it successes are not told
     */
    record Send(
            String address,
            byte[] command,
            @Nullable String key,
            @Nullable String replyTo) implements Frame {}

    /** It wants to tell others, which clients may not. */
    record Publish(String address) implements Frame {}
}
