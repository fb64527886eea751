package io.neuralops.verticles.profiler.guard;

import io.neuralops.models.failure.Check;
import java.util.List;

/** Which hosts may be asked. */
public record AllowList(List<Entry> entries) {
    private static final int MOST = 1_000;
    private static final int ANY_PORT = 0;

    public AllowList {
        if (entries.size() > MOST) {
            throw Check.invalid("allow", "has more than " + MOST + " entries");
        }
        entries = List.copyOf(entries);
    }

    /**
     * Some hosts.
     *
     * @param below whether all hosts below it are meant, and not itself
     * @param port 0 for any
     */
    public record Entry(Host host, boolean below, int port) {
        boolean holds(Host asked, int askedPort) {
            boolean named = below
                    ? asked.address() == null && asked.text().endsWith("." + host.text())
                    : asked.text().equals(host.text());
            return named && (port == ANY_PORT || port == askedPort);
        }
    }

    /** Reads {@code host}, {@code host:port} and {@code *.domain}. */
    public static AllowList of(List<String> texts) {
        return new AllowList(texts.stream().map(AllowList::entry).toList());
    }

    boolean holds(Host host, int port) {
        return entries.stream().anyMatch(entry -> entry.holds(host, port));
    }

    private static Entry entry(String text) {
        String field = "allow";
        Check.text(field, text, 300);
        int colon = text.lastIndexOf(':');
        boolean hasPort =
                colon >= 0 && text.indexOf(']') < colon && (text.indexOf(':') == colon || text.startsWith("["));
        String host = hasPort ? text.substring(0, colon) : text;
        int port = hasPort ? port(field, text.substring(colon + 1)) : ANY_PORT;
        boolean below = host.startsWith("*.");
        Host named = Host.of(field, below ? host.substring(2) : host);
        if (below && named.address() != null) {
            throw Check.invalid(field, "has an address below which there can't be any");
        }
        return new Entry(named, below, port);
    }

    private static int port(String field, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw Check.invalid(field, "has a port that is not from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
