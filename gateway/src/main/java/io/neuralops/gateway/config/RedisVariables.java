package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.cache.redis.RedisSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the environment says of Redis. No message repeats a value, since there is a password in it. */
final class RedisVariables {
    static final String URL = "REDIS_URL";
    static final String CERTIFICATE = "REDIS_CACERT";

    private static final Pattern FORM = Pattern.compile(
            "redis(s?)://(?:([^@/?#]*)@)?(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?(?:/(\\d{0,5}))?");
    private static final int USUAL_PORT = 6_379;
    private static final int MOST_PORT = 65_535;
    private static final int MOST_DATABASE = 16_383;
    /** What stands where bytes are no UTF-8. */
    private static final char REPLACEMENT = '\ufffd';

    private RedisVariables() {}

    /** How to reach Redis; null if none is named. */
    static @Nullable RedisSettings settings(String url, String certificate) {
        if (url.isEmpty()) {
            return null;
        }
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw wrong(
                    "must look like redis://user:password@host:6379/0, or rediss:// for TLS, with nothing behind it;"
                            + " '/', '?', '#' and '@' in a password are written as %2F, %3F, %23 and %40");
        }
        String userInfo = text(parts.group(2));
        int colon = userInfo.indexOf(':');
        return new RedisSettings(
                parts.group(3).replaceAll("[\\[\\]]", ""),
                number(text(parts.group(4)), USUAL_PORT, 1, MOST_PORT, "port"),
                !parts.group(1).isEmpty(),
                decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                colon < 0 ? "" : decoded(userInfo.substring(colon + 1)),
                number(text(parts.group(5)), 0, 0, MOST_DATABASE, "database"),
                certificate.isEmpty() ? null : Path.of(certificate));
    }

    private static int number(String text, int otherwise, int min, int max, String what) {
        int number = text.isEmpty() ? otherwise : Integer.parseInt(text);
        if (number < min || number > max) {
            throw wrong("has a " + what + " that is not between " + min + " and " + max);
        }
        return number;
    }

    /** Percent-decoding alone: a plus is a plus. */
    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf(REPLACEMENT) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text.
        }
        throw wrong("has a percent-encoding that can't be read; a '%' itself is written as %25");
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static RuntimeException wrong(String detail) {
        return Check.invalid(URL, detail);
    }
}
