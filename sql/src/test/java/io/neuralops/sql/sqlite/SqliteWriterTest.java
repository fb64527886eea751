package io.neuralops.sql.sqlite;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Outcomes;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant whose file is left alone for a while. */
class SqliteWriterTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    @TempDir
    private Path folder;

    private final List<String> committed = new CopyOnWriteArrayList<>();
    private SqliteFiles files;
    private SqliteWriter writer;

    @BeforeEach
    void open() throws IOException {
        files = new SqliteFiles(folder, 4);
        files.create(ACME);
        files.create(GLOBEX);
        writer = new SqliteWriter(files, 16);
    }

    @AfterEach
    void close() {
        await(writer.close());
        files.close();
    }

    @Test
    void onlyTheTenantThatIsHeldWaitsAndGoesOnInOrder() {
        Future<String> before = submit(ACME, "before");
        await(writer.submit(Pending.hold(ACME)));
        assertThat(before.isComplete()).isTrue();
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(submit(ACME, "after" + i));
        }
        for (int i = 0; i < 10; i++) {
            await(submit(GLOBEX, "meanwhile"));
        }
        assertThat(waiting).noneMatch(Future::isComplete);

        writer.resume(ACME);
        waiting.forEach(Outcomes::await);
        assertThat(committed)
                .filteredOn(id -> !id.equals("meanwhile"))
                .containsExactly("before", "after0", "after1", "after2");
    }

    @Test
    void whoClosesWaitsForThoseThatAreHeld() {
        await(writer.submit(Pending.hold(ACME)));
        Future<String> waiting = submit(ACME, "after");
        Future<Void> closed = writer.close();
        assertThat(closed.isComplete()).isFalse();

        writer.resume(ACME);
        await(closed);
        assertThat(waiting.result()).isEqualTo("after");
    }

    private Future<String> submit(TenantId tenant, String id) {
        return writer.submit(new Pending<>(tenant, session -> Future.succeededFuture(id), committed::add));
    }
}
