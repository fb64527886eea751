package io.neuralops.verticles.tenancy;

import io.neuralops.models.signing.Signer;
import io.neuralops.models.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** Keys as files that only their owner can read, made when first needed. */
public final class LocalKeys implements TenantKeys, Belongings {
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final SecureRandom random;

    public LocalKeys(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    @Override
    public byte[] pseudonymKey(TenantId tenant) {
        return key(pseudonym(tenant), () -> {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            return key;
        });
    }

    @Override
    public FileUse use(TenantId tenant) {
        Optional<byte[]> key = find(pseudonym(tenant));
        return new FileUse(
                "keys", key.isPresent() ? 1 : 0, key.map(bytes -> bytes.length).orElse(0));
    }

    @Override
    public void remove(TenantId tenant) {
        try {
            Files.deleteIfExists(file(pseudonym(tenant)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pseudonym(TenantId tenant) {
        return "pseudonym-" + tenant.value();
    }

    /** Signs what this installation vouches for. */
    public Signer signer() {
        return new LocalSigner(this);
    }

    /** Makes the bytes of a new key. */
    @FunctionalInterface
    public interface Maker {
        byte[] make();
    }

    /** The bytes of a named key; it is made if it isn't there, and refused if others can read it. */
    public byte[] key(String name, Maker maker) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                create(file, maker.make());
            }
            refuseIfOthersCanRead(file);
            byte[] key = Files.readAllBytes(file);
            if (key.length < KEY_BYTES) {
                throw new IllegalStateException("the key file " + file + " is cut short");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes that were kept under a name, if any were. */
    public Optional<byte[]> find(String name) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            refuseIfOthersCanRead(file);
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps bytes under a name instead of those that were; they are on the disk when this returns. */
    public void replace(String name, byte[] bytes) {
        try {
            Path draft = draft(bytes);
            Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".key");
    }

    private Path draft(byte[] bytes) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        }
        Path draft = Files.createTempFile(folder, ".new", ".key", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(draft, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        return draft;
    }

    private void create(Path file, byte[] key) throws IOException {
        Path draft = draft(key);
        try {
            // A link fails if another process was first, and then its key is the one.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void refuseIfOthersCanRead(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException(
                    "others can read the key file " + file + "; run 'chmod 600' on it, or remove it to get a new one");
        }
    }
}
