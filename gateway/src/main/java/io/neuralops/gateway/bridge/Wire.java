package io.neuralops.gateway.bridge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How frames stand in the messages of a WebSocket. */
sealed interface Wire {
    /** What is sent first, if anything. */
    Optional<String> greeting();

    /** A frame as it is sent. */
    String out(String frame);

    /** The frames of a message; else a {@link Refusal}. */
    List<byte[]> in(byte[] message);

    /** What is sent last, if anything. */
    Optional<String> farewell(int code, String reason);

    /** One frame in each message. */
    record Raw() implements Wire {
        @Override
        public Optional<String> greeting() {
            return Optional.empty();
        }

        @Override
        public String out(String frame) {
            return frame;
        }

        @Override
        public List<byte[]> in(byte[] message) {
            return List.of(message);
        }

        @Override
        public Optional<String> farewell(int code, String reason) {
            return Optional.empty();
        }
    }

    /** As clients of SockJS want it: lists of texts. Of its ways without WebSockets there is none. */
    record SockJs(Json json) implements Wire {
        @Override
        public Optional<String> greeting() {
            return Optional.of("o");
        }

        @Override
        public String out(String frame) {
            return "a[" + quoted(frame) + "]";
        }

        @Override
        public List<byte[]> in(byte[] message) {
            if (message.length == 0) {
                return List.of();
            }
            try (JsonParser parser = json.mapper().createParser(message)) {
                JsonToken first = parser.nextToken();
                List<byte[]> frames = new ArrayList<>();
                if (first == JsonToken.VALUE_STRING) {
                    frames.add(bytes(parser));
                } else if (first == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.VALUE_STRING
                            && frames.size() < BridgeLimits.FRAMES_OF_MESSAGE) {
                        frames.add(bytes(parser));
                    }
                }
                boolean whole = first == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.END_ARRAY;
                if (whole && parser.nextToken() == null) {
                    return frames;
                }
            } catch (IOException e) {
                // Said below.
            }
            throw new Refusal(
                    BridgeFigures.Refused.MALFORMED,
                    new Failure.Malformed(
                            null,
                            "a message of SockJS is a list of at most " + BridgeLimits.FRAMES_OF_MESSAGE + " texts"));
        }

        private static byte[] bytes(JsonParser parser) throws IOException {
            return parser.getText().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<String> farewell(int code, String reason) {
            return Optional.of("c[" + code + "," + quoted(reason) + "]");
        }

        private static String quoted(String text) {
            StringBuilder quoted = new StringBuilder(text.length() + 64).append('"');
            JsonStringEncoder.getInstance().quoteAsString(text, quoted);
            return quoted.append('"').toString();
        }
    }
}
