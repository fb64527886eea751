package io.neuralops.gateway.bridge;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames, strictly: known fields, each once, of the right type. The body of a call stays the bytes that came; whoever decodes the
 * command looks at them.
 */
final class FrameReader {
    private static final int MAX_ADDRESS = 128;
    private static final int MAX_TYPE = 16;
    private static final int MAX_TOKEN = 8 << 10;
    private static final int MAX_KEY = 200;
    private static final int MAX_HEADERS = 16;
    private static final byte[] NO_BODY = {'{', '}'};

    private final Json json;

    FrameReader(Json json) {
        this.json = json;
    }

    /** The frame that a text is; else a {@link Refusal}. */
    Frame read(byte[] text) {
        Fields fields = new Fields();
        try (JsonParser parser = json.mapper().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(null, "a frame is a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                field(fields, name, parser, text);
            }
            if (parser.nextToken() != null) {
                throw malformed(null, "there is something after the frame");
            }
        } catch (JsonParseException broken) {
            // The parser's words may repeat what came, such as a token.
            throw malformed(null, "the frame is broken JSON, or names something twice");
        } catch (IOException e) {
            throw malformed(null, "the frame can't be read");
        }
        return fields.frame();
    }

    private static void field(Fields fields, String name, JsonParser parser, byte[] text) throws IOException {
        switch (name) {
            case "type" -> fields.type = text(name, parser, MAX_TYPE);
            case "address" -> fields.address = text(name, parser, MAX_ADDRESS);
            case "replyAddress" -> fields.replyTo = text(name, parser, MAX_ADDRESS);
            case "token" -> fields.token = text(name, parser, MAX_TOKEN);
            case "headers" -> headers(fields, parser);
            case "body" -> fields.body = body(parser, text);
            default -> throw malformed(null, "a frame has type, address, replyAddress, headers, body and token only");
        }
    }

    private static String text(String name, JsonParser parser, int most) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(name, "must be a text");
        }
        if (parser.getTextLength() > most) {
            throw malformed(name, "is longer than " + most + " characters");
        }
        return parser.getText();
    }

    /** Clients of Vert.x send them with each frame; only the key is looked at. */
    private static void headers(Fields fields, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("headers", "must be an object");
        }
        int count = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (++count > MAX_HEADERS) {
                throw malformed("headers", "has more than " + MAX_HEADERS);
            }
            boolean key = name.equalsIgnoreCase(IdempotencyService.KEY);
            if (key && fields.key != null) {
                throw malformed(IdempotencyService.KEY, "is given more than once");
            }
            if (parser.nextToken().isStructStart()) {
                throw malformed("headers", "must have texts");
            }
            if (key) {
                fields.key = text(IdempotencyService.KEY, parser, MAX_KEY);
            }
        }
    }

    private static byte[] body(JsonParser parser, byte[] text) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return NO_BODY;
        }
        if (!parser.currentToken().isStructStart()) {
            throw malformed("body", "must be the command: an object, or a list of objects");
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(text, from, (int) parser.currentLocation().getByteOffset());
    }

    private static Refusal malformed(@Nullable String field, String detail) {
        return new Refusal(BridgeFigures.Refused.MALFORMED, new Failure.Malformed(field, detail));
    }

    /** What was found of a frame. */
    private static final class Fields {
        private @Nullable String type;
        private @Nullable String address;
        private @Nullable String replyTo;
        private @Nullable String token;
        private @Nullable String key;
        private byte[] body = NO_BODY;

        Frame frame() {
            String said = type == null ? "" : type;
            return switch (said) {
                case "ping" -> new Frame.Ping();
                case "auth" -> new Frame.Auth(required("token", token));
                case "register" -> new Frame.Register(required("address", address));
                case "unregister" -> new Frame.Unregister(required("address", address));
                case "send" -> new Frame.Send(required("address", address), body, key, replyTo);
                case "publish" -> new Frame.Publish(required("address", address));
                default -> throw malformed("type", "must be one of auth, register, unregister, send and ping");
            };
        }

        private static String required(String name, @Nullable String value) {
            if (value == null || value.isEmpty()) {
                throw malformed(name, "is missing");
            }
            return value;
        }
    }
}
