package io.neuralops.models.privacy;

import java.util.Collection;
import java.util.List;

/** Words with flags, looked up where they stand in a text, without making strings. Case and marks don't matter. */
final class Lexicon {
    private static final int FLAG_BITS = 4;
    private static final long FLAGS = (1 << FLAG_BITS) - 1;

    /** Each slot holds a hash of 60 bits and the flags below it; 0 is empty. */
    private final long[] slots;

    private Lexicon(long[] slots) {
        this.slots = slots;
    }

    /** The words of a text, separated by blanks, all with flag 1. */
    static Lexicon of(String words) {
        return new Builder().add(List.of(words.split(" ")), 1).build();
    }

    /** The flags of the word between two places; 0 for none. */
    int flags(String text, int from, int to) {
        return flags(hash(text, from, to));
    }

    boolean has(String text, int from, int to) {
        return flags(text, from, to) != 0;
    }

    /** The flags of the word of a hash. */
    int flags(long hash) {
        long key = hash & ~FLAGS;
        for (int i = slot(key, slots.length); slots[i] != 0; i = (i + 1) & (slots.length - 1)) {
            if ((slots[i] & ~FLAGS) == key) {
                return (int) (slots[i] & FLAGS);
            }
        }
        return 0;
    }

    /** The hash of a word; punctuation within it counts, marks do not. */
    static long hash(String text, int from, int to) {
        long hash = START;
        for (int i = from; i < to; i++) {
            hash = with(hash, text.charAt(i));
        }
        return hash;
    }

    /** The hash of nothing. */
    static final long START = 0xcbf29ce484222325L;

    /** The hash of a word and one more character (FNV-1a). */
    static long with(long hash, char c) {
        char folded = Letters.fold(c);
        return folded == 0 ? hash : (hash ^ folded) * 0x100000001b3L;
    }

    private static int slot(long hash, int slots) {
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 40) & (slots - 1);
    }

    /** Collects words. */
    static final class Builder {
        private long[] slots = new long[16];
        private int used;

        Builder add(Collection<String> words, int flag) {
            for (String word : words) {
                if (!word.isBlank()) {
                    put((hash(word, 0, word.length()) & ~FLAGS) | flag);
                }
            }
            return this;
        }

        Lexicon build() {
            return new Lexicon(slots.clone());
        }

        private void put(long entry) {
            if (used * 2 >= slots.length) {
                long[] before = slots;
                slots = new long[before.length * 2];
                used = 0;
                for (long one : before) {
                    if (one != 0) {
                        put(one);
                    }
                }
            }
            int i = slot(entry & ~FLAGS, slots.length);
            while (slots[i] != 0 && (slots[i] & ~FLAGS) != (entry & ~FLAGS)) {
                i = (i + 1) & (slots.length - 1);
            }
            used += slots[i] == 0 ? 1 : 0;
            slots[i] |= entry;
        }
    }
}
