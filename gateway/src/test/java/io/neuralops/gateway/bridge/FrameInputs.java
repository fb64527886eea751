package io.neuralops.gateway.bridge;

import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.Json;
import java.util.List;

/** What clients of the bridge send, for the fuzzer. */
public final class FrameInputs {
    private static final Json JSON = new Json();

    private FrameInputs() {}

    /** Reads a message as it stands and as SockJS wraps it: frames, or the failure that the client is told of. */
    public static void read(byte[] message) {
        for (Wire wire : List.of(new Wire.Raw(), new Wire.SockJs(JSON))) {
            try {
                for (byte[] text : wire.in(message)) {
                    Frame frame = new FrameReader(JSON).read(text);
                    if (frame instanceof Frame.Send send && send.command().length > text.length) {
                        throw new AssertionError("the command is longer than its frame");
                    }
                }
            } catch (Refusal refused) {
                throw new FailureException(refused.failure());
            }
        }
    }
}
