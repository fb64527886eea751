package io.neuralops.verticles.operation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads times as ISO-8601 texts with a zone, and as nothing else: a bare number could be seconds or milliseconds. */
final class IsoInstant extends StdScalarDeserializer<Instant> {
    @Serial
    private static final long serialVersionUID = 1L;

    static final String EXPECTED = "a time as ISO-8601 has it, with a zone: 2026-01-31T12:00:00Z";

    IsoInstant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser.currentToken(), parser, EXPECTED);
        }
        String text = parser.getText();
        Instant usual = UtcTime.parse(text);
        if (usual != null) {
            return usual;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, EXPECTED);
        }
    }
}
