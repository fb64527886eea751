package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sslmode} asks for is done, or the database is not opened and it is said why. */
class PgTlsTest {
    private static final TenantId ACME = new TenantId("acme");

    private static final String UNREACHABLE = "the database can't be reached: ";

    @TempDir
    private static Path folder;

    private static OwnServer server;
    private static Certificate certificate;
    private static Certificate anothers;

    private final PgServer.Keeper keeper = new PgServer.Keeper();

    @BeforeAll
    static void start() throws Exception {
        server = new OwnServer(folder.resolve("data"));
        certificate = Certificate.make(folder, "server");
        anothers = Certificate.make(folder, "another");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void withTls() throws IOException {
        server.takeTls(certificate);
    }

    @ParameterizedTest
    @CsvSource({"prefer, 127.0.0.1", "require, 127.0.0.1", "verify-ca, 127.0.0.1", "verify-full, localhost"})
    void allConnectionsAreEncrypted(String mode, String host) {
        PgDatabase database = await(open(host, mode, certificate));
        try {
            await(database.create(ACME));
            List<Integer> one =
                    await(database.read(Principal.service(ACME), s -> s.query("SELECT 1", row -> row.integer(0))));
            assertThat(one).containsExactly(1);
            List<String> open = PgServer.sql(
                    server.dsn(),
                    "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'neuralops_app'");
            assertThat(open).containsExactly("t");
        } finally {
            await(database.close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void withoutTlsAtTheServerItIsNotOpenedWhereItIsAskedFor(String mode) {
        server.takeNoTls();

        assertThat(refusal(open("localhost", mode, certificate)))
                .isEqualTo(UNREACHABLE + "The server does not support SSL.");
    }

    @Test
    void withoutTlsAtTheServerItIsOpenedWhereItIsOnlyPreferred() {
        server.takeNoTls();

        await(await(open("localhost", "prefer", null)).close());
    }

    /** Neither one that another file vouches for nor, without such a file, one that is unknown to Java. */
    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void aCertificateThatNobodyVouchesForIsRefused(String mode) {
        for (Certificate trusted : new Certificate[] {anothers, null}) {
            assertThat(refusal(open("localhost", mode, trusted)))
                    .startsWith(UNREACHABLE + "TLS fails (sslmode, sslrootcert): ")
                    .contains("PKIX path");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        assertThat(refusal(open("127.0.0.1", "verify-full", certificate)))
                .startsWith(UNREACHABLE + "The hostname 127.0.0.1 could not be verified");
    }

    @Test
    void aFileOfAuthoritiesThatIsNotThereIsSaidToBeMissing() {
        Certificate missing = new Certificate(folder.resolve("missing.crt"), folder.resolve("missing.key"));

        assertThat(refusal(open("localhost", "verify-full", missing)))
                .isEqualTo(UNREACHABLE + "the file that sslrootcert names can't be read");
    }

    /** The client of the service is another than that which sets the database up. */
    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-full"})
    void theSameHoldsForConnectionsThatAreMadeLater(String mode) {
        PgDatabase database = await(open("localhost", mode, certificate));
        try {
            server.takeTls(anothers);
            if (mode.equals("require")) {
                server.takeNoTls();
            }
            Failure.Unavailable failure = failureOf(database.create(new TenantId("later")), Failure.Unavailable.class);
            assertThat(failure.detail()).startsWith(UNREACHABLE).containsAnyOf("SSL", "TLS");
        } finally {
            await(database.close());
        }
    }

    private Future<PgDatabase> open(String host, String mode, Certificate trusted) {
        PgDsn plain = server.dsn();
        String dsn =
                "postgres://%s@%s:%d/%s?sslmode=%s".formatted(plain.user(), host, plain.port(), plain.database(), mode)
                        + (trusted == null ? "" : "&sslrootcert=" + trusted.certificate());
        return PgDatabase.open(PgTests.VERTX, PgSettings.of(PgDsn.parse(dsn), null, ACME), keeper);
    }

    private static String refusal(Future<PgDatabase> opened) {
        return failureOf(opened, Failure.Unavailable.class).detail();
    }
}
