package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.onnx.ArtifactCheck;
import io.neuralops.models.onnx.RefusedModel;
import io.neuralops.models.onnx.RefusedModel.Reason;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.tenancy.Belongings;
import io.neuralops.verticles.tenancy.FileUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of models: {@code <folder>/<tenant>/<version>.onnx}. Blocking; not for event loops. */
public final class ModelArtifacts implements Belongings {
    private static final String NEXT = "-next";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Path folder;

    public ModelArtifacts(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes what is to take an artifact's place once its checksum is stored; that checksum. Until {@link #settle}, or if the
     * process dies before it, either is there.
     */
    public String prepare(TenantId tenant, String version, byte[] artifact) {
        return write(tenant, version + NEXT, artifact);
    }

    /** Has what was prepared take its place, unless a reader saw to that. */
    public void settle(TenantId tenant, String version) {
        try {
            Files.move(file(tenant, version + NEXT), file(tenant, version), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException settled) {
            // The reader moved it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an artifact so that it is there whole and durable, or not at all; its checksum. */
    public String write(TenantId tenant, String version, byte[] artifact) {
        Path file = file(tenant, version);
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), version, ".draft");
            try {
                fill(draft, artifact);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                // Where it didn't become the file, such as on a full disk, it would only take room.
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum(artifact);
    }

    private static void fill(Path draft, byte[] artifact) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(artifact);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Deletes the file of a version that came to nothing; whether there was one. */
    public boolean discard(TenantId tenant, String version) {
        try {
            return Files.deleteIfExists(file(tenant, version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a file of a version. */
    public boolean has(TenantId tenant, String version) {
        return Files.exists(file(tenant, version));
    }

    /** Reads an artifact, once; {@link RefusedModel} if it isn't the one with that checksum. */
    public byte[] read(TenantId tenant, String version, String checksum) {
        try {
            byte[] artifact = bytes(file(tenant, version), version);
            if (checksum(artifact).equals(checksum)) {
                return artifact;
            }
            byte[] next = next(tenant, version);
            if (!checksum(next).equals(checksum)) {
                throw new RefusedModel(
                        Reason.ALTERED, "the file of model " + version + " is not the one that was trained");
            }
            settle(tenant, version);
            return next;
        } catch (IOException e) {
            if (Files.isRegularFile(file(tenant, version)) && Files.isReadable(file(tenant, version))) {
                // It is there: what is in the way, such as too many open files, says nothing about it.
                throw new Failure.Unavailable("the file of model " + version + " can't be read now", RETRY_AFTER)
                        .asException();
            }
            throw new RefusedModel(Reason.MISSING, "the file of model " + version + " can't be read");
        }
    }

    /** What was prepared; that may have taken its place since the file was read. */
    private byte[] next(TenantId tenant, String version) throws IOException {
        try {
            return bytes(file(tenant, version + NEXT), version);
        } catch (NoSuchFileException settled) {
            return bytes(file(tenant, version), version);
        }
    }

    private static byte[] bytes(Path file, String version) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(ArtifactCheck.MAX_BYTES + 1);
            if (bytes.length > ArtifactCheck.MAX_BYTES) {
                throw new RefusedModel(Reason.TOO_LARGE, "the file of model " + version + " is too large");
            }
            return bytes;
        }
    }

    @Override
    public void make(TenantId tenant) {
        // The first training does.
    }

    @Override
    public FileUse use(TenantId tenant) {
        long bytes = 0;
        List<Path> files = files(tenant);
        try {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FileUse("models", files.size(), bytes);
    }

    @Override
    public void remove(TenantId tenant) {
        try {
            for (Path file : files(tenant)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder(tenant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(TenantId tenant) {
        if (!Files.isDirectory(folder(tenant))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder(tenant))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(TenantId tenant) {
        return folder.resolve(tenant.value());
    }

    private Path file(TenantId tenant, String version) {
        return folder(tenant).resolve(version + ".onnx");
    }

    private static String checksum(byte[] artifact) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(artifact));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
