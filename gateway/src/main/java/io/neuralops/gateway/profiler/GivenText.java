package io.neuralops.gateway.profiler;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.neuralops.models.failure.Check;
import io.neuralops.verticles.profiler.watch.SecretText;
import org.jspecify.annotations.Nullable;

/**
 * A text as it stands in the file, or a secret by its name.
 *
 * @param secret its name
 * @param field which of its texts; default {@code value}
 * @param prefix what stands before it, such as {@code "Bearer "}
 * @param plain the text, where there is no secret
 */
public record GivenText(
        @Nullable String secret,
        @Nullable String field,
        @Nullable String prefix,
        @Nullable String plain) {
    private static final String USUAL_FIELD = "value";
    private static final int MOST = 8_000;

    /** A text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static GivenText of(String text) {
        return new GivenText(null, null, null, text);
    }

    /** A secret. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public static GivenText kept(
            @JsonProperty("secret") @Nullable String secret,
            @JsonProperty("field") @Nullable String field,
            @JsonProperty("prefix") @Nullable String prefix) {
        return new GivenText(secret, field, prefix, null);
    }

    SecretText text(String where) {
        if (plain == null) {
            Check.text(where + ".secret", secret, 80);
        }
        String text = plain != null ? plain : prefix == null ? "" : prefix;
        if (text.length() > MOST || text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw Check.invalid(where, "has a value that HTTP doesn't allow");
        }
        return secret == null
                ? SecretText.plain(text)
                : Places.within(where, () -> new SecretText(text, secret, field == null ? USUAL_FIELD : field));
    }
}
