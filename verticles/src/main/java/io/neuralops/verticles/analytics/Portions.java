package io.neuralops.verticles.analytics;

import io.neuralops.models.rollup.Quarter;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.RollupHistogramStore.Part;
import io.neuralops.sql.store.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Divides what there may be of services in some times into portions of about as many rows. Not thread-safe. */
final class Portions {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<String> services;
    private final List<Span> pieces = new ArrayList<>();
    private final int rows;
    private int service;
    private int piece;

    /**
     * Begins with the first service.
     *
     * @param rows of a portion; at the least a row is in it
     */
    Portions(List<String> services, List<Span> spans, int rows) {
        this.services = services;
        this.rows = rows;
        spans.forEach(this::divide);
    }

    private void divide(Span span) {
        Duration most = length(span.grain()).multipliedBy(rows);
        for (Instant from = span.from(); from.isBefore(span.before()); from = from.plus(most)) {
            Instant end = from.plus(most);
            pieces.add(new Span(span.grain(), from, end.isBefore(span.before()) ? end : span.before()));
        }
    }

    private static Duration length(Grain grain) {
        return grain == Grain.DAY ? DAY : Quarter.LENGTH;
    }

    private static long rows(Span span) {
        return Duration.between(span.from(), span.before()).dividedBy(length(span.grain()));
    }

    /** The next, the pieces of a service one after the other; empty at the end. */
    List<Part> next() {
        List<Part> parts = new ArrayList<>();
        long taken = 0;
        while (!atEnd() && (parts.isEmpty() || taken + rows(pieces.get(piece)) <= rows)) {
            taken += rows(pieces.get(piece));
            parts.add(new Part(services.get(service), pieces.get(piece)));
            piece++;
            if (piece == pieces.size()) {
                piece = 0;
                service++;
            }
        }
        return parts;
    }

    boolean atEnd() {
        return pieces.isEmpty() || service == services.size();
    }
}
