package io.neuralops.verticles.export;

import io.neuralops.models.privacy.PseudonymKeys;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.SteppedClock;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The real services of a process that exports, with a target that tests get in the way of. */
final class Exports {
    final Queue<Event> told = new ConcurrentLinkedQueue<>();
    final WatchedTarget target;
    final Jobs jobs;
    final ExportService service;
    final ExportSchedule schedule;
    final Leftovers leftovers;

    private final Database database;
    private final Path folder;
    private final RunStore runs = new RunStore();

    Exports(
            Vertx vertx,
            Database database,
            Path home,
            SteppedClock clock,
            Worker worker,
            Optional<ReportSource> reports,
            List<ScheduledExport> entries) {
        this.database = database;
        this.folder = home.resolve("exports");
        Json json = new Json();
        Blocking threads = Blocking.virtual(vertx, "export");
        JobStore store = new JobStore();
        target = new WatchedTarget(new FileTarget(folder));
        jobs = new Jobs(JobKind.EXPORT, database, store, worker, new Blocking(vertx), clock);
        service = new ExportService(
                database,
                jobs,
                new Redactors(tenant -> PseudonymKeys.of("k1", new byte[32]), new Blocking(vertx), System::nanoTime),
                new ExportWork(new ExportStore(), target, reports, "test"),
                threads,
                2,
                json,
                new Events(List.of(told::add)),
                clock,
                () -> UUID.randomUUID().toString());
        schedule = new ExportSchedule(database, store, service, entries, 2, threads, json, clock);
        leftovers = new Leftovers(target, jobs, threads, clock);
    }

    /** Records runs that ended, a second apart, from a time on. */
    void record(TenantId tenant, String name, int count, Instant from) {
        List<Run> reports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Instant end = from.plusSeconds(i);
            reports.add(new Run(
                    name + i,
                    1,
                    "w" + i % 3,
                    i % 4 == 0 ? RunStatus.FAILURE : RunStatus.SUCCESS,
                    end.minusSeconds(30),
                    end,
                    end,
                    30_000L,
                    null,
                    null,
                    i % 4 == 0 ? "=HYPERLINK(\"x\")\nsecond line" : null,
                    Map.of("size", -0.5 * i),
                    Map.of()));
        }
        for (int at = 0; at < count; at += 500) {
            List<Run> part = reports.subList(at, Math.min(count, at + 500));
            database.tx(Principal.service(tenant), session -> runs.record(session, tenant, part))
                    .await();
        }
    }

    /** What is in the folder, hidden or not. */
    List<String> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String location) {
        try {
            return Files.readAllBytes(folder.resolveSibling(location));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String location) {
        try {
            byte[] bytes = bytes(location);
            byte[] plain = location.endsWith(".gz")
                    ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
                    : bytes;
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
