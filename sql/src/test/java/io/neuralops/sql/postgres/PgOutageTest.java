package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.DatabaseTests;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away, and comes back. */
class PgOutageTest extends DatabaseTests {
    @TempDir
    private static Path folder;

    private final PgServer.Keeper keeper = new PgServer.Keeper();
    private OwnServer server;

    @Override
    protected Database open() {
        try {
            if (server == null) {
                server = new OwnServer(folder.resolve("data" + System.nanoTime()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return open(server.dsn());
    }

    private Database open(PgDsn dsn) {
        PgSettings settings = PgSettings.of(dsn, null, ACME);
        return await(PgDatabase.open(PgTests.VERTX, settings, keeper));
    }

    @Override
    @AfterEach
    protected void close() {
        super.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> readAgain(TenantId tenant) {
        Future<List<String>> tried;
        do {
            tried = database.read(of(tenant), ids());
            await(tried.otherwiseEmpty());
        } while (tried.failed());
        return tried.result();
    }

    /** Tries until something is stored. */
    private void storeAgain() {
        Future<String> tried;
        do {
            tried = store(ACME, "again" + System.nanoTime());
            await(tried.otherwiseEmpty());
        } while (tried.failed());
    }

    @BeforeEach
    void warm() {
        await(store(ACME, "first"));
    }

    @Test
    void whatWasAcknowledgedSurvivesAndWorkGoesOnWithinSeconds() throws IOException {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(store(i % 2 == 0 ? ACME : GLOBEX, "r" + i));
        }
        await(answers.getFirst().otherwiseEmpty());
        server.kill();
        Future<String> during = store(ACME, "during");
        assertThat(failureOf(during, Failure.Unavailable.class).retryAfter()).isPositive();
        failureOf(database.read(of(ACME), ids()), Failure.Unavailable.class);
        failureOf(database.create(new TenantId("late")), Failure.Unavailable.class);

        server.start();
        long back = System.nanoTime();
        storeAgain();
        readAgain(ACME);
        readAgain(GLOBEX);
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));

        List<String> found = new ArrayList<>(readAgain(ACME));
        found.addAll(readAgain(GLOBEX));
        List<String> acknowledged = new ArrayList<>();
        for (Future<String> answer : answers) {
            await(answer.otherwiseEmpty());
            if (answer.succeeded()) {
                acknowledged.add(answer.result());
            } else {
                failureOf(answer, Failure.Unavailable.class);
            }
        }
        assertThat(found).contains("first").containsAll(acknowledged);
    }

    /** The answer to a COMMIT is lost on the way: the database is asked what became of it. */
    @Test
    void aCommitThatWasNotAnsweredIsAskedAfter() {
        AtomicBoolean cut = new AtomicBoolean();
        NetServer proxy = await(PgTests.VERTX
                .createNetServer()
                .connectHandler(client -> relay(client, cut))
                .listen(0, "127.0.0.1"));
        Database through = open(new PgDsn(
                "127.0.0.1",
                proxy.actualPort(),
                server.dsn().database(),
                server.dsn().user(),
                "",
                server.dsn().sslMode(),
                null,
                false));
        List<String> told = new ArrayList<>();
        try {
            await(through.tx(of(ACME), put(ACME, "before")));
            cut.set(true);
            String answer = await(through.tx(of(ACME), put(ACME, "cut"), told::add));

            assertThat(answer).isEqualTo("cut");
            assertThat(cut).isFalse();
            assertThat(told).containsExactly("cut");
            assertThat(stored(ACME)).containsExactly("first", "before", "cut");
        } finally {
            await(through.close());
            await(proxy.close());
        }
    }

    /**
     * Nothing is refused and nothing answered, as when a machine is unplugged; and what it comes back as knows nothing of the
     * connections from before.
     */
    @Test
    void silenceIsNoticedAndWhatWasWaitingDoesNotHoldUpWhatComesAfter() {
        Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
        AtomicBoolean silent = new AtomicBoolean();
        NetServer proxy = await(PgTests.VERTX
                .createNetServer()
                .connectHandler(client -> relayUnless(silent, client, sockets))
                .listen(0, "127.0.0.1"));
        Database through =
                open(PgDsn.parse("postgres://postgres@127.0.0.1:" + proxy.actualPort() + "/postgres?sslmode=disable"));
        try {
            List<Future<?>> answers = new ArrayList<>();
            Promise<Boolean> begun = Promise.promise();
            answers.add(through.tx(
                    of(GLOBEX),
                    s -> ids().run(s)
                            .onSuccess(there -> begun.tryComplete(silent.compareAndSet(false, true)))
                            .compose(there -> put(GLOBEX, "half").run(s))));
            await(begun.future());
            for (int i = 0; i < 20; i++) {
                answers.add(through.tx(of(ACME), put(ACME, "silent" + i)));
                answers.add(through.read(of(GLOBEX), ids()));
            }
            long asked = System.nanoTime();
            answers.forEach(answer -> failureOf(answer, Failure.Unavailable.class));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(25));

            silent.set(false);
            long back = System.nanoTime();
            again(() -> through.tx(of(ACME), put(ACME, "after" + System.nanoTime())));
            again(() -> through.read(of(GLOBEX), ids()));
            assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
        } finally {
            await(through.close());
            await(proxy.close());
        }
    }

    private static void again(Supplier<Future<?>> task) {
        Future<?> tried;
        do {
            tried = task.get();
            await(tried.otherwiseEmpty());
        } while (tried.failed());
    }

    /** What is sent while it is silent is lost, and with it the connection. */
    private void relayUnless(AtomicBoolean silent, NetSocket client, Set<NetSocket> deaf) {
        client.pause();
        if (silent.get()) {
            return;
        }
        PgTests.VERTX
                .createNetClient()
                .connect(server.dsn().port(), "127.0.0.1")
                .onSuccess(upstream -> {
                    client.handler(bytes -> pass(silent, deaf, client, upstream, bytes));
                    upstream.handler(bytes -> pass(silent, deaf, client, client, bytes));
                    client.closeHandler(gone -> upstream.close());
                    client.resume();
                });
    }

    private static void pass(AtomicBoolean silent, Set<NetSocket> deaf, NetSocket client, NetSocket to, Buffer bytes) {
        if (silent.get()) {
            deaf.add(client);
        }
        if (!deaf.contains(client)) {
            to.write(bytes);
        }
    }

    private void relay(NetSocket client, AtomicBoolean cut) {
        client.pause();
        PgTests.VERTX
                .createNetClient()
                .connect(server.dsn().port(), "127.0.0.1")
                .onSuccess(upstream -> {
                    client.handler(bytes -> upstream.write(bytes).onSuccess(sent -> {
                        if (bytes.toString().contains("COMMIT") && cut.compareAndSet(true, false)) {
                            upstream.handler(lost -> client.close());
                        }
                    }));
                    upstream.handler(client::write);
                    upstream.closeHandler(gone -> client.close());
                    client.closeHandler(gone -> upstream.close());
                    client.resume();
                });
    }

    @Test
    void connectionsThatTheServerEndsAreMadeAnew() {
        endConnections();
        storeAgain();
        assertThat(stored(ACME)).hasSize(2);
    }

    private void endConnections() {
        PgServer.sql(
                server.dsn(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'neuralops_app'");
    }

    /** Two nodes that don't share their keys: each sets the password when its own is not taken any more. */
    @Test
    void aPasswordThatIsNotTakenAnyMoreIsSetAnew() throws IOException {
        server.askForPasswords();
        PgServer.Keeper other = new PgServer.Keeper();
        Database second = await(PgDatabase.open(PgTests.VERTX, PgSettings.of(server.dsn(), null, ACME), other));
        try {
            assertThat(other.password()).isNotEqualTo(keeper.password());
            endConnections();
            storeAgain();
            assertThat(keeper.password()).isNotEmpty();
            await(second.read(Principal.service(ACME), ids()));
        } finally {
            await(second.close());
        }
        reopen();
        String kept = keeper.password().orElseThrow();
        reopen();
        assertThat(keeper.password()).contains(kept);
        assertThat(stored(ACME)).hasSize(2);
    }

    private void reopen() {
        await(database.close());
        database = open();
    }
}
