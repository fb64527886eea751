package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.predict.Basis;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.signing.Signature;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.training.Provenance;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Holds schemas against records: the same names, types, enums, and the same fields that may be null or left out. */
final class SchemaCheck {
    /** Components that are texts in Java and hold something more definite. */
    private static final Map<String, Class<?>> HOLDS = Map.ofEntries(
            Map.entry("PredictionView.recommendation", Recommendation.class),
            Map.entry("PredictionView.basis", Basis.class),
            Map.entry("PredictionDetail.recommendation", Recommendation.class),
            Map.entry("PredictionDetail.basis", Basis.class),
            Map.entry("ModelView.baseline", Evaluation.class),
            Map.entry("ModelView.signature", Signature.class),
            Map.entry("ModelView.verdict", Verdict.class),
            Map.entry("ModelView.provenance", Provenance.class),
            Map.entry("ModelCard.baseline", Evaluation.class),
            Map.entry("ModelCard.signature", Signature.class),
            Map.entry("ModelCard.verdict", Verdict.class),
            Map.entry("ModelCard.provenance", Provenance.class));

    private static final Map<Class<?>, String> PLAIN = Map.ofEntries(
            Map.entry(String.class, "string"),
            Map.entry(UUID.class, "string"),
            Map.entry(Instant.class, "string"),
            Map.entry(LocalDate.class, "string"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(float.class, "number"),
            Map.entry(Float.class, "number"),
            Map.entry(BigDecimal.class, "number"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"));

    private static final Map<Class<?>, String> FORMATS =
            Map.of(UUID.class, "uuid", Instant.class, "date-time", LocalDate.class, "date");

    private final OpenApiDocument document;
    private final Json json = new Json();

    SchemaCheck(OpenApiDocument document) {
        this.document = document;
    }

    /** The names of a record's components as they are in JSON. */
    static List<String> names(Class<?> type) {
        return components(type).stream().map(SchemaCheck::name).toList();
    }

    /** Names of the components that have to be given. */
    static List<String> required(Class<?> type) {
        return components(type).stream()
                .filter(component -> !nullable(component))
                .map(SchemaCheck::name)
                .toList();
    }

    /** Checks the schema of what callers send: what may be null may be left out. */
    void input(JsonNode schema, Class<?> type) {
        JsonNode resolved = document.resolve(schema);
        assertThat(fieldNames(resolved)).as(type.getSimpleName()).hasSameElementsAs(names(type));
        assertThat(texts(resolved.path("required")))
                .as("%s: required", type.getSimpleName())
                .hasSameElementsAs(required(type));
        assertThat(resolved.path("additionalProperties").asBoolean(true))
                .as("%s takes unknown fields", type.getSimpleName())
                .isFalse();
        for (RecordComponent component : components(type)) {
            value(resolved.path("properties").path(name(component)), component.getGenericType(), where(component));
        }
    }

    /** Checks the schema of what callers get: everything is there, what may be null says so. */
    void output(JsonNode schema, Type type, String where) {
        Class<?> raw = raw(type);
        if (!raw.isRecord()) {
            value(schema, type, where);
            return;
        }
        JsonNode resolved = document.resolve(schema);
        assertThat(fieldNames(resolved)).as(where).hasSameElementsAs(names(raw));
        assertThat(texts(resolved.path("required"))).as("%s: required", where).hasSameElementsAs(always(raw));
        for (RecordComponent component : components(raw)) {
            JsonNode property = resolved.path("properties").path(name(component));
            Type held = HOLDS.get(where(component));
            value(property, held == null ? actual(component, type) : held, where(component));
            if (nullable(component) && always(raw).contains(name(component))) {
                assertThat(texts(document.resolve(property).path("type")))
                        .as("%s may be null", where(component))
                        .contains("null");
            }
        }
    }

    private void value(JsonNode schema, Type type, String where) {
        JsonNode resolved = document.resolve(schema);
        Class<?> raw = raw(type);
        if (raw == List.class) {
            assertThat(resolved.path("type").asText()).as(where).isEqualTo("array");
            output(resolved.path("items"), argument(type, 0), where + "[]");
        } else if (raw == Map.class) {
            assertThat(resolved.path("type").asText()).as(where).isEqualTo("object");
            output(resolved.path("additionalProperties"), argument(type, 1), where + "{}");
        } else if (raw.isEnum()) {
            assertThat(texts(resolved.path("enum"))).as(where).containsExactlyElementsOf(labels(raw));
        } else if (raw.isRecord()) {
            JsonNode first = resolved.path("anyOf").path(0);
            output(first.isMissingNode() ? resolved : first, type, where + ": " + raw.getSimpleName());
        } else {
            assertThat(PLAIN).as(where).containsKey(raw);
            assertThat(texts(resolved.path("type"))).as(where).contains(PLAIN.get(raw));
            if (FORMATS.containsKey(raw)) {
                assertThat(resolved.path("format").asText()).as(where).isEqualTo(FORMATS.get(raw));
            }
        }
    }

    /** The texts of an array, or the one text. */
    static List<String> texts(JsonNode node) {
        if (node instanceof MissingNode) {
            return List.of();
        }
        return node.isTextual()
                ? List.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    static List<String> fieldNames(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> labels(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> json.write(constant).replace("\"", ""))
                .toList();
    }

    /** Names that an answer always has: only problems, and components that say so, leave out what is null. */
    private static List<String> always(Class<?> type) {
        boolean leavesOut = type.isAnnotationPresent(JsonInclude.class);
        return leavesOut
                ? required(type)
                : components(type).stream()
                        .filter(component -> !annotated(component.getAccessor(), JsonInclude.class))
                        .map(SchemaCheck::name)
                        .toList();
    }

    private static List<RecordComponent> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !annotated(component.getAccessor(), JsonIgnore.class))
                .toList();
    }

    private static boolean annotated(AnnotatedElement element, Class<? extends Annotation> annotation) {
        return element.isAnnotationPresent(annotation);
    }

    private static boolean nullable(RecordComponent component) {
        return annotated(component.getAnnotatedType(), Nullable.class);
    }

    private static String name(RecordComponent component) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static String where(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    private static Type actual(RecordComponent component, Type owner) {
        Type type = component.getGenericType();
        return type instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof TypeVariable
                ? new ListOf(argument(owner, 0))
                : type;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized ? raw(parameterized.getRawType()) : (Class<?>) type;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    /** A list of what a page is of. */
    private record ListOf(Type item) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {item};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }
}
