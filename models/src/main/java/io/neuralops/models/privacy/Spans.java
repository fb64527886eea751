package io.neuralops.models.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found in a text, in the order of the text, without overlaps. */
final class Spans {
    private final List<Finding> spans = new ArrayList<>();

    void add(Kind kind, String text, int from, int to) {
        add(new Finding(kind, from, to, text.substring(from, to)));
    }

    /** Adds a find. Of finds that overlap the longer counts, and takes the room of both. */
    void add(Finding added) {
        Finding span = added;
        while (!spans.isEmpty() && spans.getLast().to() > span.from()) {
            Finding last = spans.removeLast();
            Finding longer = last.to() - last.from() > span.to() - span.from() ? last : span;
            span = new Finding(
                    longer.kind(), Math.min(last.from(), span.from()), Math.max(last.to(), span.to()), longer.value());
        }
        spans.add(span);
    }

    /** These finds at the places of the text that was made plain. */
    Spans in(Plain plain) {
        spans.replaceAll(
                span -> new Finding(span.kind(), plain.start(span.from()), plain.end(span.to() - 1), span.value()));
        return this;
    }

    /** These finds and others of the same text. */
    Spans and(Spans others) {
        if (others.isEmpty()) {
            return this;
        }
        List<Finding> all = new ArrayList<>(spans);
        all.addAll(others.spans);
        all.sort(Comparator.comparingInt(Finding::from));
        Spans both = new Spans();
        all.forEach(both::add);
        return both;
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    List<Finding> all() {
        return spans;
    }
}
