package io.neuralops.gateway;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A server of the oldest version that the service works on, 15. The build puts its binaries where they are found here. */
final class OldestPostgres implements AutoCloseable {
    static final int VERSION = 15;
    private static final Path BINARIES = Path.of("target", "postgres-" + VERSION);

    private final EmbeddedPostgres server;

    private OldestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static OldestPostgres start() throws IOException {
        return new OldestPostgres(EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, machine) -> binaries())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
    }

    /** A new database, and how a superuser reaches it. */
    String database(String name) {
        TestPostgres.sql(address("postgres"), "CREATE DATABASE " + name);
        return address(name);
    }

    private String address(String database) {
        return "postgres://postgres@127.0.0.1:" + server.getPort() + "/" + database + "?sslmode=disable";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive within the archive. */
    private static InputStream binaries() throws IOException {
        try (Stream<Path> files = Files.list(BINARIES)) {
            List<Path> jars = files.toList();
            if (jars.size() != 1) {
                throw new IOException("one archive is expected in " + BINARIES.toAbsolutePath() + ", not " + jars);
            }
            try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(jars.getFirst()))) {
                for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                    if (entry.getName().endsWith(".txz")) {
                        return new ByteArrayInputStream(jar.readAllBytes());
                    }
                }
            }
            throw new IOException("no server in " + jars.getFirst());
        }
    }
}
