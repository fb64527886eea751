package io.neuralops.gateway.profiler;

import io.neuralops.gateway.config.StrictYaml;
import io.neuralops.gateway.load.Durations;
import io.neuralops.models.failure.Check;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.profiler.guard.AllowList;
import io.neuralops.verticles.profiler.watch.ProfilerSettings;
import io.neuralops.verticles.profiler.watch.WatchedTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The profiler's settings as they stand in a file; whatever is null is as usual.
 *
 * @param tenant whose windows and signals they are; default {@code local}
 * @param overhead the share of a processor core; default 0.01
 * @param window default {@code 10s}
 * @param allow hosts that may be asked, as {@code host}, {@code host:port} or {@code *.domain}
 */
public record ProfilerFile(
        @Nullable String tenant,
        @Nullable Double overhead,
        @Nullable String window,
        @Nullable List<String> allow,
        @Nullable GivenInsight insight,
        @Nullable List<GivenTarget> targets) {
    private static final double USUAL_OVERHEAD = 0.01;
    private static final String USUAL_WINDOW = "10s";
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    /** Before it is known where this service listens. */
    private static final String SOME_URL = "http://127.0.0.1:1";

    /** Reads a file and checks all of it. Blocking. */
    public static ProfilerFile read(Path file) {
        ProfilerFile read;
        try {
            read = reader().read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler's settings " + file + " can't be read", e);
        }
        read.settings(SOME_URL);
        return read;
    }

    static StrictYaml<ProfilerFile> reader() {
        return new StrictYaml<>(ProfilerFile.class, "profiler", "targets");
    }

    /** How many targets there are. */
    public int count() {
        return targets == null ? 0 : targets.size();
    }

    /**
     * The settings.
     *
     * @param selfUrl where this service is reached
     */
    public ProfilerSettings settings(String selfUrl) {
        Duration length = Durations.parse("window", window == null ? USUAL_WINDOW : window);
        if (length.compareTo(SHORTEST_WINDOW) < 0 || length.compareTo(ProfilerSettings.LONGEST_WINDOW) > 0) {
            throw Check.invalid("window", "must be from 1s to " + ProfilerSettings.LONGEST_WINDOW.toMinutes() + "m");
        }
        return new ProfilerSettings(
                tenant == null ? TenantId.LOCAL : new TenantId(tenant),
                overhead == null ? USUAL_OVERHEAD : overhead,
                length,
                AllowList.of(allow == null ? List.of() : allow),
                watched(selfUrl),
                Optional.ofNullable(insight).map(to -> Places.within("insight", to::settings)));
    }

    private List<WatchedTarget> watched(String selfUrl) {
        List<GivenTarget> given = Check.given("targets", targets);
        if (given.isEmpty() || given.size() > ProfilerSettings.MOST_TARGETS) {
            throw Check.invalid("targets", "must be 1 to " + ProfilerSettings.MOST_TARGETS);
        }
        List<WatchedTarget> watched = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            String where = "targets[" + i + "]";
            GivenTarget target = Check.given(where, given.get(i));
            watched.add(Places.within(where, () -> target.target(selfUrl)));
        }
        return watched;
    }
}
