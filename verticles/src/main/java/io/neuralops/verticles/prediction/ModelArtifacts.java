package io.neuralops.verticles.prediction;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.tenancy.Belongings;
import io.neuralops.verticles.tenancy.FileUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of models: {@code <folder>/<tenant>/<version>.onnx}. Blocking; not for event loops. */
public final class ModelArtifacts implements Belongings {
    /** An artifact of ours has a few kilobytes; what is far larger isn't one. */
    private static final long MAX_BYTES = 16L << 20;

    private static final String NEXT = "-next";

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
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(artifact);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum(artifact);
    }

    /** Whether there is a file of a version. */
    public boolean has(TenantId tenant, String version) {
        return Files.exists(file(tenant, version));
    }

    /** Reads an artifact; {@link IllegalStateException} if it isn't the one with that checksum. */
    public byte[] read(TenantId tenant, String version, String checksum) {
        try {
            byte[] artifact = bytes(file(tenant, version), version);
            if (checksum(artifact).equals(checksum)) {
                return artifact;
            }
            byte[] next = next(tenant, version);
            if (!checksum(next).equals(checksum)) {
                throw new IllegalStateException("the file of model " + version + " is not the one that was trained");
            }
            settle(tenant, version);
            return next;
        } catch (IOException e) {
            throw new IllegalStateException("the file of model " + version + " can't be read", e);
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
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalStateException("the file of model " + version + " is too large");
        }
        return Files.readAllBytes(file);
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
