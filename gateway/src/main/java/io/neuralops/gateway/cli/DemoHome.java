package io.neuralops.gateway.cli;

import io.neuralops.gateway.config.Home;
import io.neuralops.models.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's own folder. It carries a mark, and only a folder with the mark is ever emptied. */
final class DemoHome {
    private static final String MARK = "made-by-neuralops-demo";

    private DemoHome() {}

    /** Empties the folder if an earlier demo made it, and marks it. */
    static void makeAnew(Path folder) {
        try {
            if (Files.exists(folder)) {
                if (!Files.exists(folder.resolve(MARK))) {
                    throw new Failure.Conflict("the folder " + folder
                                    + " is there already and was not made by the demo; set NEURALOPS_HOME to another")
                            .asException();
                }
                Home.takeOrRefuse(folder).close();
                PostgresFolder.endLeftOver(PostgresFolder.of(folder));
                delete(folder);
            }
            Files.createDirectories(folder);
            Files.createFile(folder.resolve(MARK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
