package io.neuralops.verticles.secrets;

import io.neuralops.models.signing.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Secrets as files that only their owner can read. Several processes may make one at the same time; only the one that owns the
 * home replaces any.
 */
public final class FileSecrets implements Secrets {
    private static final int MAX_BYTES = 64 << 10;
    private static final String ENDING = ".key";
    private static final String DRAFT = ".new";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    public FileSecrets(Path folder) {
        this.folder = folder;
    }

    /** Refuses to go on if others can read one of the files, or if one is empty: better at the start than when it is needed. */
    public FileSecrets checked() {
        if (!Files.isDirectory(folder)) {
            return this;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(FileSecrets::isKept).toList()) {
                refuseIfOthersCanRead(file);
                refuseSize(file, Files.size(file));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " can't be read", e);
        }
    }

    @Override
    public Optional<Secret> find(String name) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            refuseIfOthersCanRead(file);
            refuseSize(file, Files.size(file));
            return Optional.of(secret(name, file, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the key file " + file + " can't be read", e);
        }
    }

    @Override
    public synchronized boolean put(String name, Secret secret) {
        Path file = file(name);
        try {
            long before =
                    secret.version() == 0 ? 0 : find(name).map(Secret::version).orElse(0L);
            if (before != secret.version()) {
                return false;
            }
            Path draft = draft(KeyFile.write(name, new Secret(before + 1, secret.fields())));
            try {
                boolean kept = before == 0 ? create(file, draft) : replace(file, draft);
                flushFolder();
                return kept;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the key file " + file + " can't be written", e);
        }
    }

    @Override
    public synchronized void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Signer signer() {
        return new LocalSigner(this);
    }

    private static Secret secret(String name, Path file, byte[] bytes) {
        try {
            return KeyFile.is(bytes) ? KeyFile.read(name, bytes) : OldKeyFile.read(name, bytes);
        } catch (UnusableSecret e) {
            throw new UnusableSecret("the key file " + file + " " + e.getMessage());
        }
    }

    private Path file(String name) {
        return folder.resolve(Secret.checkName(name) + ENDING);
    }

    private static boolean isKept(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) && !name.startsWith(DRAFT);
    }

    private Path draft(byte[] bytes) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        }
        Path draft = Files.createTempFile(folder, DRAFT, ENDING, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.write(draft, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        } catch (IOException e) {
            // On a full disk it would only take room.
            Files.deleteIfExists(draft);
            throw e;
        }
        return draft;
    }

    /** The name of a file is the folder's: without this a power cut may take the key of rows that are on the disk. */
    private void flushFolder() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static boolean create(Path file, Path draft) throws IOException {
        try {
            // A link fails if another process was first, and then its key is the one.
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean replace(Path file, Path draft) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private static void refuseIfOthersCanRead(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new UnusableSecret(
                    "others can read the key file " + file + "; run 'chmod 600' on it, or remove it to get a new one");
        }
    }

    private static void refuseSize(Path file, long bytes) {
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new UnusableSecret("the key file " + file + (bytes == 0 ? " is empty" : " is too large for one")
                    + "; put a copy back, or remove it to get a new one");
        }
    }
}
