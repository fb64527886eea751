package io.neuralops.gateway.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns seen so far, in the order of their appearance. A CSV file has them all in its header; JSON adds some. */
final class Columns {
    /** More names than this are data in the place of names. */
    static final int MAX = 2_000;

    private final Kind kind;
    private final ColumnRules rules;
    private final Mapping mapping;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();

    /** A column: its name in the file, its normal name, and what it is meant to become. */
    record Column(String header, String name, Target target) {}

    Columns(Kind kind, Mapping mapping) {
        this.kind = kind;
        this.rules = new ColumnRules(kind);
        this.mapping = mapping;
    }

    /** What the rows tell of. */
    Kind kind() {
        return kind;
    }

    /** Adds a column of a header, where a name may be there twice. */
    void addHeader(String header) {
        String name = Names.normal(header);
        if (byName.putIfAbsent(name, columns.size()) == null) {
            columns.add(new Column(header.strip(), name, target(name)));
        } else {
            String reason = name.isEmpty() ? "it has no name" : "an earlier column has the same name";
            columns.add(new Column(header.strip(), name, new Target.Dropped(reason)));
        }
    }

    /** The place of a JSON field, which is added if it is new; -1 if there are too many. */
    int indexOf(String header) {
        Integer known = byName.get(header);
        if (known != null) {
            return known;
        }
        String name = Names.normal(header);
        int index = byName.getOrDefault(name, columns.size());
        if (index == columns.size()) {
            if (index >= MAX) {
                return -1;
            }
            byName.put(name, index);
            columns.add(new Column(header.strip(), name, target(name)));
        }
        // The spelling of the file leads here directly the next time.
        if (byName.size() < 2 * MAX) {
            byName.put(header, index);
        }
        return index;
    }

    int size() {
        return columns.size();
    }

    Column get(int index) {
        return columns.get(index);
    }

    Target target(int index) {
        return columns.get(index).target();
    }

    boolean has(Field field) {
        return columns.stream().anyMatch(column -> isPart(column, field));
    }

    List<String> names() {
        return columns.stream().map(Column::header).toList();
    }

    /** The places of a field's columns, best first. */
    List<Integer> places(Field field) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (isPart(columns.get(i), field)) {
                places.add(i);
            }
        }
        places.sort((a, b) -> Integer.compare(rank(a), rank(b)));
        return places;
    }

    private int rank(int index) {
        return target(index) instanceof Target.Part part ? part.rank() : Integer.MAX_VALUE;
    }

    private Target target(String name) {
        Target mapped = mapping.of(name);
        return mapped == null ? rules.target(name) : mapped;
    }

    private static boolean isPart(Column column, Field field) {
        return column.target() instanceof Target.Part part && part.field() == field;
    }
}
