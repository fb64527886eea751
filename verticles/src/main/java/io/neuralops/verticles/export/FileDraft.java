package io.neuralops.verticles.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file under another name, which it keeps until all of it is on the disk. */
final class FileDraft implements ExportTarget.Draft {
    private static final Logger LOG = LoggerFactory.getLogger(FileDraft.class);
    private static final String HIDDEN = ".";
    private static final String PART = ".part";

    private final Path folder;
    private final ExportName name;
    private final String location;
    private final FileChannel channel;

    FileDraft(Path folder, ExportName name, String location) throws IOException {
        this.folder = folder;
        this.name = name;
        this.location = location;
        this.channel = FileChannel.open(draft(name.file()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** What the file of such a name is to be called; nothing if it is no draft. */
    static Optional<String> ofDraft(String file) {
        return file.startsWith(HIDDEN) && file.endsWith(PART)
                ? Optional.of(file.substring(HIDDEN.length(), file.length() - PART.length()))
                : Optional.empty();
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            fill(channel, ByteBuffer.wrap(bytes, from, length));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public String complete(byte[] manifest) {
        try {
            channel.force(true);
            channel.close();
            try (FileChannel beside =
                    FileChannel.open(draft(name.manifest()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                fill(beside, ByteBuffer.wrap(manifest));
                beside.force(true);
            }
            settle(name.manifest());
            settle(name.file());
            try (FileChannel names = FileChannel.open(folder)) {
                // Where a folder can't be forced, its names come to the disk a little later.
                names.force(true);
            }
            return location;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void discard() {
        try {
            channel.close();
            remove(folder, name);
        } catch (IOException | ExportFailed e) {
            LOG.warn("what is left of the export {} could not be removed", name.job(), e);
        }
    }

    /** The draft last: as long as it is there, what is to be removed with it is found. */
    static void remove(Path folder, ExportName name) {
        try {
            for (String file : new String[] {name.file(), name.manifest()}) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder.resolve(hidden(name.manifest())));
            Files.deleteIfExists(folder.resolve(hidden(name.file())));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What was in the way, without paths. */
    static ExportFailed failed(IOException e) {
        String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
        String words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        boolean full = Stream.of("no space left", "quota", "file too large").anyMatch(words::contains);
        return new ExportFailed(full ? "there is no room left on the disk" : "the file could not be written", e);
    }

    private void settle(String file) throws IOException {
        Files.move(draft(file), folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path draft(String file) {
        return folder.resolve(hidden(file));
    }

    private static String hidden(String file) {
        return HIDDEN + file + PART;
    }

    private static void fill(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
