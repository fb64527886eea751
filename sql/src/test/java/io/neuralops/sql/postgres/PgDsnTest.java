package io.neuralops.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgDsnTest {
    private static final PgDsn EXPECTED =
            new PgDsn("db.example", 6432, "neural", "me", "p@ss:w/rd 'x' +%", SslMode.REQUIRE, null, false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:p%40ss%3Aw%2Frd%20'x'%20+%25@db.example:6432/neural?sslmode=require",
                "postgresql://me:p%40ss:w%2Frd%20%27x%27%20+%25@db.example:6432/neural?sslmode=require",
                "postgresql+asyncpg://me:p%40ss:w%2Frd%20'x'%20+%25@db.example:6432/neural?sslmode=require",
                "  host=db.example port=6432 dbname=neural user=me password='p@ss:w/rd \\'x\\' +%' sslmode = require "
            })
    void allFormsSayTheSame(String dsn) {
        assertThat(PgDsn.parse(dsn)).isEqualTo(EXPECTED);
    }

    @Test
    void whatIsLeftOutHasTheUsualValue() {
        PgDsn dsn = PgDsn.parse("postgres://me@db");

        assertThat(dsn).isEqualTo(new PgDsn("db", 5432, "me", "me", "", SslMode.PREFER, null, false));
        assertThat(PgDsn.parse("user=me").host()).isEqualTo("localhost");
        assertThat(PgDsn.parse("postgres://me@[::1]:5433/x").host()).isEqualTo("::1");
    }

    @Test
    void thePasswordShowsNowhere() {
        assertThat(EXPECTED.toString()).doesNotContain("p@ss").contains("db.example", "me", "neural");
        assertThat(EXPECTED.jdbcUrl()).doesNotContain("p@ss").doesNotContain("me@");
        assertThatThrownBy(() -> PgDsn.parse("postgres://me:s3cret@db:99999/x")).hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> PgDsn.parse("postgres://me:s3/cret@db/x")).hasMessageNotContaining("s3");
    }

    @Test
    void theAddressForJdbcSaysTheSame() {
        PgDsn dsn = new PgDsn("::1", 5432, "a b/c", "u", "p", SslMode.VERIFY_FULL, "/etc/ca.pem", true);

        assertThat(dsn.jdbcUrl())
                .startsWith("jdbc:postgresql://[::1]:5432/a%20b%2Fc?")
                .contains("sslmode=verify-full", "sslrootcert=%2Fetc%2Fca.pem", "prepareThreshold=0");
    }

    @Test
    void withoutAuthoritiesOfItsOwnThoseOfJavaAreTrusted() {
        assertThat(PgDsn.parse("postgres://me@db/x?sslmode=verify-full").jdbcUrl())
                .contains("sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(PgDsn.parse("postgres://me@db/x?sslmode=require").jdbcUrl()).doesNotContain("sslfactory");
    }

    /** Between transactions a pooler gives the session to others, with the statements that it knows. */
    @Test
    void behindAPoolerNothingOfASessionIsReliedOn() {
        PgDsn dsn = PgDsn.parse("postgres://me@db/x?pgbouncer=true");

        assertThat(dsn.pooler()).isTrue();
        assertThat(dsn.connectOptions().getCachePreparedStatements()).isFalse();
        assertThat(dsn.connectOptions().getUseLayer7Proxy()).isTrue();
        assertThat(dsn.connectOptions().getProperties())
                .containsOnlyKeys("application_name", "client_encoding", "DateStyle");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://me@a,b/x                 | several hosts",
                "postgres://me@a:1,b:2/x             | several hosts",
                "host=a,b user=me                    | several hosts",
                "postgres://me@db:0/x                | port",
                "postgres://me@db:x/x                | host and port",
                "postgres://me@db/x?sslmode=maybe    | sslmode",
                "postgres://me@db/x?options=-c%20x   | 'options'",
                "postgres://me@db/x?sslmode          | without a value",
                "postgres://me:a%4@db/x              | %25",
                "postgres://me:%ff@db/x              | UTF-8",
                "postgres://db/x                     | no user",
                "mysql://me@db/x                     | postgres://",
                "host=/var/run/postgresql user=me    | socket",
                "just words                          | key=value",
            })
    void whatCannotBeReadSaysWhy(String dsn, String why) {
        assertThatThrownBy(() -> PgDsn.parse(dsn))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining(why);
    }
}
