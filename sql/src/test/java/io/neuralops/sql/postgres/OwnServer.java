package io.neuralops.sql.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A server that a test may kill. */
final class OwnServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    OwnServer(Path data) throws IOException {
        this.data = data;
        this.running = builder().start();
        this.port = running.getPort();
    }

    PgDsn dsn() {
        return PgDsn.parse("postgres://postgres@127.0.0.1:" + port + "/postgres?sslmode=disable");
    }

    /** From now on passwords are asked for, but not the superuser's. */
    void askForPasswords() throws IOException {
        Files.write(
                data.resolve("pg_hba.conf"),
                List.of("host all postgres 127.0.0.1/32 trust", "host all all 127.0.0.1/32 scram-sha-256"));
        PgServer.sql(dsn(), "SELECT pg_reload_conf()");
    }

    /** From now on connections may be encrypted. */
    void takeTls(Certificate certificate) {
        PgServer.sql(
                dsn(),
                "ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()");
    }

    /** From now on new connections can't be encrypted. */
    void takeNoTls() {
        PgServer.sql(dsn(), "ALTER SYSTEM SET ssl = off", "SELECT pg_reload_conf()");
    }

    /** As if the power were cut: all its processes at once. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                new java.util.ArrayList<>(postmaster.descendants().toList());
        all.add(postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }

    void start() throws IOException {
        running.close();
        running = builder().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        Objects.requireNonNull(running).close();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }
}
