package io.neuralops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of a JVM's garbage collector: what is left in the heap after each collection. */
final class CollectorLog {
    private static final Pattern COLLECTION = Pattern.compile(" Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\)");

    private final Path file;
    private int seen;

    CollectorLog(Path file) {
        this.file = file;
    }

    /** The flag that has it written. */
    static String flag(Path file) {
        return "-Xlog:gc:file=" + file;
    }

    /** Has the JVM collect all it can; what is left, in MiB. */
    int collect(Process jvm) throws IOException, InterruptedException {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + jvm.pid(), "GC.run")
                .redirectErrorStream(true)
                .start();
        command.getInputStream().readAllBytes();
        if (command.waitFor() != 0) {
            throw new IllegalStateException("the JVM could not be told to collect");
        }
        return left().getLast();
    }

    /** What was left by those since this was asked for last, in MiB. */
    List<Integer> left() throws IOException {
        List<Integer> all = Files.readAllLines(file).stream()
                .map(COLLECTION::matcher)
                .filter(Matcher::find)
                .map(collection -> Integer.valueOf(collection.group(2)))
                .toList();
        List<Integer> fresh = all.subList(seen, all.size());
        seen = all.size();
        return fresh;
    }
}
