package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of few megabytes, real and soon full. */
final class SmallDisk implements AutoCloseable {
    private static final int PAGE = 4_096;

    private final Path path;
    private final Path filler;

    private SmallDisk(Path path) {
        this.path = path;
        this.filler = path.resolve("filler");
    }

    /** Mounts one; where that isn't allowed the test is skipped. */
    static SmallDisk mount(Path path, String size) throws IOException {
        Files.createDirectory(path);
        assumeTrue(
                SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()) == 0,
                "mounting is not allowed here");
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[PAGE];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(path).getUsableSpace()).isZero();
        }
    }

    void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() {
        Await.until("the disk to be let go of", () -> SystemCommand.run("umount", path.toString()) == 0);
    }
}
