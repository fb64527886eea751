package io.neuralops.sql.postgres;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The types of the tables' columns, and the statements that insert into them, each made once. */
final class PgColumns {
    private static final int MAX_STATEMENTS = 256;

    private final Map<String, Map<String, String>> types;
    private final Map<Target, Insert> inserts = new ConcurrentHashMap<>();

    /** Takes the type of each column of each table. */
    PgColumns(Map<String, Map<String, String>> types) {
        this.types = types;
    }

    private record Target(String table, List<String> columns) {}

    /**
     * How to insert into some columns of a table.
     *
     * @param one places for the values of one row
     * @param many places for an array of each column
     */
    record Insert(String one, String many, List<String> types) {}

    Insert insert(String table, List<String> columns) {
        Target target = new Target(table, columns);
        Insert known = inserts.get(target);
        if (known != null) {
            return known;
        }
        if (inserts.size() >= MAX_STATEMENTS) {
            inserts.clear();
        }
        Insert made = make(target);
        inserts.put(target, made);
        return made;
    }

    private Insert make(Target target) {
        Map<String, String> known =
                Objects.requireNonNull(types.get(target.table()), () -> "no table " + target.table());
        List<String> typesInOrder = target.columns().stream()
                .map(column -> Objects.requireNonNull(known.get(column), () -> "no column " + column))
                .toList();
        String into = "INSERT INTO " + target.table() + " (" + String.join(", ", target.columns()) + ") ";
        String one = places(typesInOrder, type -> type);
        String many = places(typesInOrder, PgColumns::array);
        return new Insert(into + "VALUES (" + one + ")", into + "SELECT * FROM unnest(" + many + ")", typesInOrder);
    }

    /** The client stumbles over a null among decimals, so that they come as text. */
    private static String array(String type) {
        return type.equals("numeric") ? "text[]::numeric[]" : type + "[]";
    }

    private static String places(List<String> types, UnaryOperator<String> cast) {
        return IntStream.range(0, types.size())
                .mapToObj(i -> "$" + (i + 1) + "::" + cast.apply(types.get(i)))
                .collect(Collectors.joining(", "));
    }
}
