package io.neuralops.sql.sqlite;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.Outcomes.failureOf;
import static io.neuralops.sql.sqlite.WriterHold.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.DatabaseContract;
import io.neuralops.sql.Outcomes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {
    private static final int OPEN_FILES = 5;

    @TempDir
    private Path folder;

    @Override
    protected Database open() {
        return new SqliteDatabase(folder.resolve("the tenants' files \u00fc"), OPEN_FILES);
    }

    @Override
    protected <T> Future<T> withinWork(Future<T> future) {
        return Future.succeededFuture(await(future));
    }

    @Override
    protected Runnable holdCommits() {
        return WriterHold.on(database, of(ACME));
    }

    @Test
    void migrationsApplyToAnEmptyFileAndNotAgainOnARestart() throws SQLException {
        assertThat(versions(ACME))
                .containsExactly(
                        "001", "002", "003", "004", "006", "007", "008", "009", "010", "013", "014", "015", "018",
                        "020", "021", "023", "024", "025", "026");
        await(database.close());
        database = open();
        await(database.create(ACME));

        assertThat(versions(ACME))
                .containsExactly(
                        "001", "002", "003", "004", "006", "007", "008", "009", "010", "013", "014", "015", "018",
                        "020", "021", "023", "024", "025", "026");
        assertThat(stored(ACME)).isEmpty();
    }

    @Test
    void eachTenantIsAFileOfItsOwnThatSurvivesThePowerBeingCut() throws SQLException {
        await(store(GLOBEX, "g"));

        assertThat(Files.exists(file(ACME))).isTrue();
        assertThat(select(GLOBEX, "SELECT id FROM insight_signals")).containsExactly("g");
        assertThat(select(ACME, "SELECT id FROM insight_signals")).isEmpty();
        assertThat(select(ACME, "PRAGMA journal_mode")).containsExactly("wal");
        // 2 is FULL: flushed at each commit. It belongs to the connection, so the one that writes is asked.
        assertThat(asWriter("PRAGMA synchronous")).containsExactly(2);
    }

    @Test
    void onlyFilesThatAreTenantsAreTenants() throws IOException {
        for (String name : List.of("Not A Tenant.db", "acme.db-wal2", "notes.txt", "..db")) {
            Files.writeString(file(ACME).resolveSibling(name), "");
        }

        assertThat(database.tenants()).containsExactly(ACME, GLOBEX);
    }

    @Test
    void aScrubbedFileHoldsNothingOfWhatWasDeletedOrOverwritten() throws IOException {
        List<Future<String>> stored = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            stored.add(store(ACME, (i % 3 == 0 ? "stays-" : "planted-") + i));
        }
        stored.forEach(Outcomes::await);
        await(database.tx(
                of(ACME),
                s -> s.update("DELETE FROM insight_signals WHERE id LIKE $1 AND position % 2 = 0", "planted%")));
        await(database.tx(
                of(ACME),
                s -> s.update("UPDATE insight_signals SET id = 'blank' || position WHERE id LIKE $1", "planted%")));
        assertThat(filesOf(ACME)).anyMatch(text -> text.contains("planted"));

        Future<Void> scrubbed = database.scrub(ACME);
        Future<String> meanwhile = store(ACME, "stays-too");
        await(scrubbed);

        await(meanwhile);
        assertThat(filesOf(ACME)).noneMatch(text -> text.contains("planted"));
        assertThat(stored(ACME)).hasSize(667 + 666 + 1).contains("stays-0", "stays-1998", "stays-too");
        await(database.scrub(ACME));
        failureOf(database.scrub(new TenantId("unknown")), Failure.NotFound.class);
    }

    @Test
    void aStoreThatClosesFinishesWhatItRewrites() {
        await(store(ACME, "before"));
        Future<Void> scrubbed = database.scrub(ACME);
        await(database.close());

        assertThat(scrubbed.isComplete()).isTrue();
        failureOf(database.scrub(ACME), Failure.Unavailable.class);
    }

    private List<String> filesOf(TenantId tenant) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String end : List.of("", "-wal")) {
            Path file = Path.of(file(tenant) + end);
            texts.add(Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
        }
        return texts;
    }

    /** The transaction would be over before such work is. */
    @Test
    void workThatWaitsForSomethingElseIsRefusedAndUndone() {
        Promise<String> never = Promise.promise();
        Future<String> waiting =
                database.tx(of(ACME), s -> put(ACME, "undone").run(s).compose(id -> never.future()));

        assertThat(causeOf(waiting)).hasMessageContaining("waits for something outside");
        assertThat(causeOf(database.read(of(ACME), s -> never.future())))
                .hasMessageContaining("waits for something outside");
        assertThat(stored(ACME)).isEmpty();
    }

    @Test
    void commitsKeepTheOrderOfSubmission() {
        List<String> told = new ArrayList<>();
        List<Future<String>> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Runnable release = holdCommits();
        for (int i = 0; i < 100; i++) {
            String id = "r" + i;
            expected.add(id);
            answers.add(database.tx(of(ACME), put(ACME, id), told::add));
        }
        release.run();
        answers.forEach(Outcomes::await);

        assertThat(told).containsExactlyElementsOf(expected);
        assertThat(stored(ACME)).containsExactlyElementsOf(expected);
    }

    @Test
    void aGroupOfSeveralTenantsFailsForNoneButTheUnknown() {
        Runnable release = holdCommits();
        Future<String> acme = store(ACME, "a");
        Future<String> unknown = store(new TenantId("unknown"), "u");
        Future<String> globex = store(GLOBEX, "g");
        release.run();

        await(acme);
        await(globex);
        failureOf(unknown, Failure.NotFound.class);
    }

    @Test
    void aFullQueueIsUnavailableAndWhatWasTakenIsDone() {
        Runnable release = holdCommits();
        List<Future<String>> accepted = new ArrayList<>();
        Future<String> refused;
        do {
            refused = store(ACME, "r" + accepted.size());
            if (!refused.failed()) {
                accepted.add(refused);
            }
        } while (!refused.failed() && accepted.size() < 100_000);
        release.run();

        assertThat(failureOf(refused, Failure.Unavailable.class).retryAfter()).isPositive();
        accepted.forEach(Outcomes::await);
        assertThat(stored(ACME)).hasSize(accepted.size()).hasSizeBetween(1_000, 10_000);
    }

    @Test
    void aFullQueueOfReadersIsUnavailable() {
        CountDownLatch released = new CountDownLatch(1);
        List<Future<String>> accepted = new ArrayList<>();
        Future<String> refused;
        do {
            refused = database.read(of(ACME), s -> {
                waitFor(released);
                return Future.succeededFuture("read");
            });
            if (!refused.failed()) {
                accepted.add(refused);
            }
        } while (!refused.failed() && accepted.size() < 100_000);
        released.countDown();

        failureOf(refused, Failure.Unavailable.class);
        accepted.forEach(Outcomes::await);
    }

    /** More than may be open at once, so that files are closed for others and opened again. */
    @Test
    void moreTenantsThanOpenFiles() throws IOException {
        List<TenantId> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            TenantId tenant = new TenantId("t" + i);
            many.add(tenant);
            await(database.create(tenant));
            await(store(tenant, "first"));
        }
        List<Future<String>> second = new ArrayList<>();
        for (TenantId tenant : many) {
            second.add(store(tenant, "second"));
        }
        second.forEach(Outcomes::await);

        for (TenantId tenant : many) {
            assertThat(stored(tenant)).containsExactly("first", "second");
        }
        assertThat(database.tenants()).hasSize(14).containsAll(many);
        assertThat(openFiles()).hasSizeLessThanOrEqualTo(OPEN_FILES);
    }

    @Test
    void aFileThatIsInUseIsNotClosedForOthers() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        await(store(ACME, "a"));
        Future<List<String>> reader = database.read(of(ACME), s -> {
            reading.countDown();
            waitFor(released);
            return s.query("SELECT id FROM insight_signals", row -> row.text(0));
        });
        waitFor(reading);
        for (int i = 0; i <= OPEN_FILES; i++) {
            await(database.create(new TenantId("t" + i)));
        }
        released.countDown();

        assertThat(await(reader)).containsExactly("a");
    }

    /** The disk is full as far as SQLite can tell: the file may not grow. */
    @Test
    void aFullDiskIsUnavailableUndoesOnlyWhatDidNotFitAndHealsByItself() {
        await(store(ACME, "before"));
        int pages = asWriter("PRAGMA page_count").getFirst();
        limitPages(pages + 4);
        Runnable release = holdCommits();
        Future<String> small = store(ACME, "small");
        Future<String> large = database.tx(
                of(ACME),
                s -> put(ACME, "undone")
                        .run(s)
                        .compose(id -> s.update("UPDATE insight_signals SET labels = $1", "x".repeat(1_000_000)))
                        .map("large"));
        Future<String> other = store(ACME, "other");
        Future<String> globex = store(GLOBEX, "g");
        release.run();

        failureOf(large, Failure.Unavailable.class);
        await(globex);
        List<String> acknowledged = new ArrayList<>(List.of("before"));
        for (Future<String> neighbour : List.of(small, other)) {
            await(neighbour.otherwiseEmpty());
            if (neighbour.succeeded()) {
                acknowledged.add(neighbour.result());
            } else {
                assertThat(neighbour.cause())
                        .isInstanceOfSatisfying(
                                FailureException.class,
                                e -> assertThat(e.failure()).isInstanceOf(Failure.Unavailable.class));
            }
        }
        assertThat(stored(ACME)).containsExactlyElementsOf(acknowledged);
        limitPages(1_000_000);
        await(store(ACME, "healed"));
        assertThat(stored(ACME)).endsWith("healed");
    }

    @Test
    void moreStatementsThanAreKept() {
        for (int i = 0; i < 450; i++) {
            assertThat(asWriter("SELECT " + i)).containsExactly(i);
        }
        await(store(ACME, "a"));
        assertThat(stored(ACME)).containsExactly("a");
    }

    /** A query that gives a number, on the connection that writes. */
    private List<Integer> asWriter(String sql) {
        return await(database.tx(of(ACME), s -> s.query(sql, row -> row.integer(0))));
    }

    private void limitPages(int pages) {
        assertThat(asWriter("PRAGMA max_page_count = " + pages)).hasSize(1);
    }

    private Path file(TenantId tenant) {
        return folder.resolve("the tenants' files \u00fc").resolve(tenant + ".db");
    }

    private List<String> versions(TenantId tenant) throws SQLException {
        return select(
                tenant, "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank");
    }

    /** Past the store: by a connection of our own. */
    private List<String> select(TenantId tenant, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file(tenant));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(result.getString(1));
            }
        }
        return found;
    }

    /** The databases that this process has open, as Linux tells them; none elsewhere. */
    private List<Path> openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.flatMap(SqliteDatabaseTest::target)
                    .filter(path -> path.startsWith(folder) && path.toString().endsWith(".db"))
                    .distinct()
                    .toList();
        }
    }

    private static Stream<Path> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return Stream.empty(); // closed meanwhile
        }
    }
}
