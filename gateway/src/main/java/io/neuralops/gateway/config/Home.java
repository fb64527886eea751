package io.neuralops.gateway.config;

import io.neuralops.models.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one process owns at a time. The owner holds a lock, which ends with the process however it ends, and writes
 * down the address at which others reach it.
 */
public final class Home implements AutoCloseable {
    private static final String LOCK = "neuralops.lock";
    private static final String ADDRESS = "service.url";

    private final Path folder;
    private final FileChannel channel;

    private Home(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the folder, which is made if it isn't there; empty if another process has it. */
    public static Optional<Home> take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            Files.deleteIfExists(folder.resolve(ADDRESS));
            return Optional.of(new Home(folder, channel));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder.toAbsolutePath() + " can't be used", e);
        }
    }

    /** Takes the folder or says who has it. */
    public static Home takeOrRefuse(Path folder) {
        return take(folder)
                .orElseThrow(() -> new Failure.Conflict("another process uses " + folder.toAbsolutePath()
                                + serviceAt(folder)
                                        .map(url -> " and serves " + url)
                                        .orElse("")
                                + "; stop it, or set NEURALOPS_HOME to another folder")
                        .asException());
    }

    /** Where the service that has the folder is reached, if it has come so far. */
    public static Optional<String> serviceAt(Path folder) {
        try {
            return Optional.of(Files.readString(folder.resolve(ADDRESS)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Tells others where the service is reached. */
    public void announce(String url) {
        try {
            Path draft = Files.writeString(folder.resolve(ADDRESS + ".draft"), url);
            Files.move(draft, folder.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve(ADDRESS));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
