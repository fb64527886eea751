package io.neuralops.verticles.export;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.tenancy.Belongings;
import io.neuralops.verticles.tenancy.FileUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder: {@code <folder>/<tenant>/<name>}. They go with the tenant. */
public final class FileTarget implements ExportTarget, Belongings {
    private static final String FOLDER = "exports/";

    private final Path folder;

    public FileTarget(Path folder) {
        this.folder = folder;
    }

    @Override
    public Draft begin(ExportName name, String mediaType) {
        try {
            Path of = Files.createDirectories(folder(name.tenant()));
            return new FileDraft(of, name, FOLDER + name.path());
        } catch (IOException e) {
            throw FileDraft.failed(e);
        }
    }

    @Override
    public List<Leftover> leftovers() {
        List<Leftover> left = new ArrayList<>();
        for (Path tenant : list(folder)) {
            for (Path file : Files.isDirectory(tenant) ? list(tenant) : List.<Path>of()) {
                leftover(tenant, file).ifPresent(left::add);
            }
        }
        return left;
    }

    private static Optional<Leftover> leftover(Path tenant, Path file) {
        return FileDraft.ofDraft(file.getFileName().toString())
                .flatMap(name -> ExportName.of(tenant.getFileName().toString(), name))
                .map(name -> new Left(tenant, name, changed(file)));
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Left(Path folder, ExportName name, Instant begun) implements Leftover {
        @Override
        public void remove() {
            FileDraft.remove(folder, name);
        }
    }

    @Override
    public void make(TenantId tenant) {
        // The first export does.
    }

    @Override
    public FileUse use(TenantId tenant) {
        long bytes = 0;
        List<Path> files = list(folder(tenant));
        try {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FileUse("exports", files.size(), bytes);
    }

    @Override
    public void remove(TenantId tenant) {
        try {
            for (Path file : list(folder(tenant))) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder(tenant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path of) {
        if (!Files.isDirectory(of)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(TenantId tenant) {
        return folder.resolve(tenant.value());
    }
}
