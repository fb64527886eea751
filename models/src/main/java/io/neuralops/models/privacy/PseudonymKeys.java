package io.neuralops.models.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The keys of one tenant, by their ids. New pseudonyms are made with the newest, those in ids and names of things with the oldest,
 * since they are asked for by; the others are kept so that what they made can still be found.
 */
public final class PseudonymKeys {
    private static final Pattern ID = Pattern.compile("k[0-9]{1,4}");

    private final Map<String, byte[]> keys;
    private final String newest;

    private PseudonymKeys(Map<String, byte[]> keys, String newest) {
        this.keys = keys;
        this.newest = newest;
    }

    /**
     * One key.
     *
     * @param id {@code k} and a number of at most four digits
     * @param key any bytes, at least one; 32 are meant
     */
    public static PseudonymKeys of(String id, byte[] key) {
        return new PseudonymKeys(Map.of(), id).rotatedTo(id, key);
    }

    /** These keys and a newer one, with which pseudonyms are made from now on. */
    public PseudonymKeys rotatedTo(String id, byte[] key) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a key's id is 'k' and a number, not '" + id + "'");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("the key " + id + " is empty");
        }
        if (keys.containsKey(id)) {
            throw new IllegalArgumentException("there is a key " + id + " already");
        }
        Map<String, byte[]> all = new LinkedHashMap<>(keys);
        all.put(id, key.clone());
        return new PseudonymKeys(all, id);
    }

    /** The keys' ids, the oldest first. */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "PseudonymKeys" + keys.keySet();
    }

    String newest() {
        return newest;
    }

    String oldest() {
        return keys.keySet().iterator().next();
    }

    /** The oldest first. */
    Map<String, byte[]> all() {
        return keys;
    }
}
