package io.neuralops.gateway.importing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real exports, which lie beside the project and are not ours to distribute. */
final class RealData {
    private RealData() {}

    /** The path of a file or folder of them; skips the test where it isn't there. */
    static Path path(String name) {
        String said = System.getenv("NEURALOPS_DATA");
        // Tests run in the folder of their module.
        Path data = said == null ? Path.of("..", "..", "shared", "data") : Path.of(said);
        Path path = data.resolve(name);
        Assumptions.assumeTrue(
                Files.exists(path),
                () -> path + " is not there: this test needs the real data (NEURALOPS_DATA says where it lies)");
        return path;
    }
}
