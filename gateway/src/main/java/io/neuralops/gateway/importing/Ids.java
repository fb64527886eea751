package io.neuralops.gateway.importing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ids for runs that have none: the same file gives the same ones. */
final class Ids {
    /** Equal ones stand close together in an export; an endless stream must not fill the memory. */
    private static final int REMEMBERED = 100_000;

    private static final int READABLE = 150;

    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long derived;

    /** {@code <workflow>@<start>}, and {@code #2} and so on for the further ones of the same workflow and start. */
    String derive(String workflow, Instant start) {
        derived++;
        String id = shortened(workflow) + "@" + start;
        int count = counts.merge(id, 1, Integer::sum);
        return count == 1 ? id : id + "#" + count;
    }

    /** {@code <workflow>#<number>}: such numbers count within a workflow. */
    static String numbered(String workflow, String number) {
        return shortened(workflow) + "#" + number;
    }

    /** How many were derived. */
    long derived() {
        return derived;
    }

    private static String shortened(String workflow) {
        if (workflow.length() <= READABLE) {
            return workflow;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(workflow.getBytes(StandardCharsets.UTF_8));
            return Texts.kept(workflow, 100) + "~" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
