package io.neuralops.sql.postgres;

import io.neuralops.models.failure.Check;
import io.vertx.pgclient.SslMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the two forms of a DSN into the same parameters, named as libpq names them. No message repeats a value. */
final class PgDsnReader {
    private static final Pattern URI = Pattern.compile(
            "postgres(?:ql)?(?:\\+[a-z0-9]+)?://(?:([^@/?#]*)@)?([^/?#]*)(?:/([^?#]*))?(?:\\?([^#]*))?");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]*)(?::(\\d*))?");
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|[^\\s']*)(?=\\s|$)");

    private static final Set<String> HEEDED =
            Set.of("host", "port", "dbname", "user", "password", "sslmode", "sslrootcert", "pgbouncer");
    /** Of no consequence here, so that a DSN made for another program can be used as it is. */
    private static final Set<String> LEFT_ALONE = Set.of(
            "application_name",
            "connect_timeout",
            "channel_binding",
            "gssencmode",
            "target_session_attrs",
            "keepalives");

    private PgDsnReader() {}

    static PgDsn read(String dsn) {
        String text = dsn.strip();
        return toDsn(SCHEME.matcher(text).matches() ? ofUri(text) : ofPairs(text));
    }

    private static Map<String, String> ofUri(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw wrong("must look like postgres://user:password@host:5432/database; '/', '?', '#' and '@' in a"
                    + " password are written as %2F, %3F, %23 and %40");
        }
        Map<String, String> found = new LinkedHashMap<>();
        String userInfo = text(uri.group(1));
        int colon = userInfo.indexOf(':');
        put(found, "user", decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
        put(found, "password", colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
        putAuthority(found, text(uri.group(2)));
        put(found, "dbname", decoded(text(uri.group(3))));
        String query = text(uri.group(4));
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong("has a parameter without a value");
            }
            put(found, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return found;
    }

    private static void putAuthority(Map<String, String> found, String authority) {
        if (authority.indexOf(',') >= 0) {
            throw severalHosts();
        }
        Matcher parts = AUTHORITY.matcher(decoded(authority));
        if (!parts.matches()) {
            throw wrong("has no host and port that can be read");
        }
        put(found, "host", text(parts.group(1)).replaceAll("[\\[\\]]", ""));
        put(found, "port", text(parts.group(2)));
    }

    private static Map<String, String> ofPairs(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!pair.find(at) || pair.start() != at) {
                throw wrong(
                        "must be a postgres:// address or key=value pairs, such as host=db user=owner dbname=neuralops");
            }
            String value = pair.group(2);
            boolean quoted = value.startsWith("'");
            put(
                    found,
                    pair.group(1),
                    (quoted ? value.substring(1, value.length() - 1) : value).replaceAll("\\\\(.)", "$1"));
            at = pair.end();
        }
        return found;
    }

    private static PgDsn toDsn(Map<String, String> found) {
        for (String name : found.keySet()) {
            if (!HEEDED.contains(name) && !LEFT_ALONE.contains(name)) {
                throw wrong("has the parameter '" + name.replaceAll("\\W", "?") + "', which is not supported");
            }
        }
        String host = found.getOrDefault("host", "localhost");
        if (host.indexOf(',') >= 0) {
            throw severalHosts();
        }
        if (host.startsWith("/")) {
            throw wrong("names a socket of this machine; only a host can be connected to");
        }
        String user = found.get("user");
        if (user == null) {
            throw wrong("names no user");
        }
        return new PgDsn(
                host,
                port(found.getOrDefault("port", "5432")),
                found.getOrDefault("dbname", user),
                user,
                found.getOrDefault("password", ""),
                sslMode(found.getOrDefault("sslmode", "prefer")),
                found.get("sslrootcert"),
                Boolean.parseBoolean(found.getOrDefault("pgbouncer", "false")));
    }

    private static void put(Map<String, String> found, String name, String value) {
        if (!value.isEmpty()) {
            found.put(name, value);
        }
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw wrong("has a port that is not between 1 and 65535");
    }

    private static SslMode sslMode(String text) {
        for (SslMode mode : SslMode.VALUES) {
            if (mode.value.equals(text)) {
                return mode;
            }
        }
        throw wrong("has an sslmode other than disable, allow, prefer, require, verify-ca and verify-full");
    }

    /** Percent-decoding alone: a plus is a plus. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.put(hex(raw, i + 1));
                i += 2;
            } else {
                bytes.put(raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw wrong("has a percent-encoding that is not UTF-8");
        }
    }

    private static byte hex(byte[] raw, int at) {
        int high = at + 1 < raw.length ? Character.digit(raw[at], 16) : -1;
        int low = at + 1 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
        if (high < 0 || low < 0) {
            throw wrong("has a '%' that two hexadecimal digits don't follow; a '%' itself is written as %25");
        }
        return (byte) (high << 4 | low);
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static RuntimeException severalHosts() {
        return wrong("names several hosts; give the one that takes writes, or the name of a proxy before them");
    }

    private static RuntimeException wrong(String detail) {
        return Check.invalid("dsn", detail);
    }
}
