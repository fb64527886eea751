package io.neuralops.verticles.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;

/**
 * How records become JSON and back, in one place: snake_case, ISO-8601 times, and for reading nothing that was not meant: no
 * unknown or repeated fields, no numbers as strings, nothing after the end, no endless names, numbers or nesting.
 */
public final class Json {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_NAME = 200;

    private final ObjectMapper strict;
    private final ObjectMapper fromText;
    private final ObjectMapper canonical;
    private final ThreadLocal<JsonBytes> scratch = ThreadLocal.withInitial(JsonBytes::new);

    public Json() {
        strict = strict();
        fromText = base().build();
        canonical =
                base().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    }

    /** Reads JSON bodies. */
    public ObjectMapper mapper() {
        return strict;
    }

    /** Reads values that came as text (query, path): a number is then a string, and that is right. */
    ObjectMapper fromText() {
        return fromText;
    }

    /** Writes a value; what the service itself made can always be written. */
    public String write(Object value) {
        try {
            return strict.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a value as UTF-8. */
    public byte[] writeBytes(Object value) {
        return value instanceof WrittenByHand one ? byHand(one).toBytes() : mapped(value);
    }

    /** Writes a value as UTF-8 to be sent. */
    public Buffer writeBuffer(Object value) {
        if (value instanceof WrittenByHand one) {
            JsonBytes written = byHand(one);
            return Buffer.buffer(written.length()).appendBytes(written.memory(), 0, written.length());
        }
        return Buffer.buffer(mapped(value));
    }

    /** In memory of this thread's, which holds it until the thread writes the next. */
    private JsonBytes byHand(WrittenByHand value) {
        JsonBytes json = scratch.get();
        json.clear();
        value.writeTo(json);
        return json;
    }

    private byte[] mapped(Object value) {
        try {
            return strict.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes a value in the one form that signatures are made over (RFC 8785): names in order, no white space. It is that
     * form for texts, whole numbers, booleans and null, which is all that signed values are made of.
     */
    public byte[] canonical(Object value) {
        try {
            return canonical.writeValueAsBytes(strict.convertValue(value, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what the service itself wrote. */
    public <T> T read(String json, Class<T> type) {
        try {
            return strict.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a readable " + type.getSimpleName(), e);
        }
    }

    private static ObjectMapper strict() {
        JsonMapper.Builder builder = base().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        for (LogicalType type : new LogicalType[] {LogicalType.Textual, LogicalType.Enum}) {
            builder.withCoercionConfig(
                    type,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        }
        return builder.build();
    }

    /** JSON has no NaN; a figure that is undefined is null. */
    private static SimpleModule undefinedAsNull() {
        JsonSerializer<Double> doubles = new JsonSerializer<>() {
            @Override
            public void serialize(Double value, JsonGenerator to, SerializerProvider provider) throws IOException {
                if (Double.isFinite(value)) {
                    to.writeNumber(value);
                } else {
                    to.writeNull();
                }
            }
        };
        JsonSerializer<Float> floats = new JsonSerializer<>() {
            @Override
            public void serialize(Float value, JsonGenerator to, SerializerProvider provider) throws IOException {
                if (Float.isFinite(value)) {
                    to.writeNumber(value);
                } else {
                    to.writeNull();
                }
            }
        };
        return new SimpleModule()
                .addSerializer(Double.class, doubles)
                .addSerializer(Double.TYPE, doubles)
                .addSerializer(Float.class, floats)
                .addSerializer(Float.TYPE, floats);
    }

    /** What is stored as JSON is answered as it is. */
    private static SimpleModule storedJsonAsItIs() {
        JsonSerializer<io.neuralops.sql.Json> serializer = new JsonSerializer<>() {
            @Override
            public void serialize(io.neuralops.sql.Json value, JsonGenerator to, SerializerProvider provider)
                    throws IOException {
                to.writeRawValue(new RawUtf8(value.utf8()));
            }
        };
        return new SimpleModule().addSerializer(io.neuralops.sql.Json.class, serializer);
    }

    private static JsonMapper.Builder base() {
        JsonFactory factory = JsonFactory.builder()
                // JSON is UTF-8 (RFC 8259); what looks like another encoding is broken, and not to be guessed at.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(MAX_NAME)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(undefinedAsNull())
                .addModule(storedJsonAsItIs())
                .addModule(new SimpleModule().addDeserializer(Instant.class, new IsoInstant()))
                .addModule(new BlackbirdModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }
}
