package io.neuralops.gateway.profiler;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.profiler.guard.Host;
import io.neuralops.verticles.profiler.load.Target;
import io.neuralops.verticles.profiler.watch.InsightSettings;
import io.neuralops.verticles.profiler.watch.SecretText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another service of this kind, as it stands in the file.
 *
 * @param url its base, such as {@code https://insight:8010}
 * @param token of an operator there; default none
 */
public record GivenInsight(@Nullable String url, @Nullable GivenText token) {
    InsightSettings settings() {
        String base = Check.text("insight.url", url, 1_900);
        String whole = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/metrics/import";
        Target target = new Target("POST", uri(whole), false, Map.of(), new byte[0]);
        if (target.uri().getRawQuery() != null) {
            throw Check.invalid("insight.url", "is a base and has no query");
        }
        Host.of("insight.url", target.uri().getHost());
        SecretText given = token == null ? SecretText.plain("") : token.text("insight.token");
        if (token != null && given.secret().isEmpty()) {
            throw Check.invalid("insight.token", "must be the name of a secret, as in token: {secret: insight}");
        }
        return new InsightSettings(
                target,
                token == null ? given : new SecretText("Bearer " + given.text(), given.secret(), given.field()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Check.invalid("insight.url", "is no URL: " + e.getReason());
        }
    }
}
