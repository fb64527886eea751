package io.neuralops.sql.store;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few names and values side by side; rows of one shape share their names. Who reads a whole history holds millions of values at a
 * time, which callers wait for whenever the collector moves them: these are two objects for each row. To look up takes longer the
 * more names there are. Immutable.
 */
abstract class FlatMap<V> extends AbstractMap<String, V> {
    private final String[] names;

    private FlatMap(String[] names) {
        this.names = names;
    }

    /** Names and as many values, which from now on belong to the map. */
    static Map<String, Double> ofNumbers(String[] names, double[] values) {
        return new FlatMap<>(names) {
            @Override
            Double value(int at) {
                return values[at];
            }
        };
    }

    /** Names and as many values, which from now on belong to the map. */
    static Map<String, String> ofTexts(String[] names, String[] values) {
        return new FlatMap<>(names) {
            @Override
            String value(int at) {
                return values[at];
            }
        };
    }

    abstract V value(int at);

    @Override
    public @Nullable V get(@Nullable Object name) {
        int at = find(name);
        return at < 0 ? null : value(at);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) >= 0;
    }

    private int find(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Entry<String, V>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Entry<String, V>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < names.length;
            }

            @Override
            public Entry<String, V> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return Map.entry(names[next], value(next++));
            }
        };
    }
}
