package io.neuralops.verticles.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.export.ExportTarget.Draft;
import io.neuralops.verticles.export.ExportTarget.Leftover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What exports are promised of where they go. */
public abstract class ExportTargetContract {
    protected static final TenantId ACME = new TenantId("acme");
    protected static final ExportName NAME = name("job-1");
    protected static final byte[] MANIFEST = "{\"rows\":1}".getBytes(UTF_8);
    private static final int LARGE = (16 << 20) + 12_345;

    protected abstract ExportTarget target();

    /** What can be seen: the bytes by folder and name. */
    protected abstract Map<String, byte[]> seen();

    protected static ExportName name(String job) {
        return new ExportName(ACME, job, "acme-runs-20260101T000000Z-20260201T000000Z-" + job + ".csv.gz");
    }

    protected static Draft written(ExportTarget target, ExportName name, byte[] content) {
        Draft draft = target.begin(name, "text/csv");
        // Not in one piece, nor in pieces of one length.
        int at = 0;
        for (int step = 1; at < content.length; step = Math.min(step * 3 + 1, 100_000)) {
            int length = Math.min(step, content.length - at);
            draft.write(content, at, length);
            at += length;
        }
        return draft;
    }

    protected static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(7).nextBytes(content);
        return content;
    }

    @Test
    void whatIsCompletedIsSeenWholeWithItsManifest() {
        byte[] content = content(LARGE);
        Draft draft = written(target(), NAME, content);
        assertThat(seen()).as("before it is whole").isEmpty();

        String location = draft.complete(MANIFEST);

        assertThat(location).endsWith("/" + NAME.path());
        assertThat(seen()).containsOnlyKeys(NAME.path(), NAME.manifestPath());
        assertThat(seen().get(NAME.path())).isEqualTo(content);
        assertThat(seen().get(NAME.manifestPath())).isEqualTo(MANIFEST);
        assertThat(target().leftovers()).isEmpty();
    }

    @Test
    void nothingIsAFileToo() {
        target().begin(NAME, "text/csv").complete(MANIFEST);

        assertThat(seen().get(NAME.path())).isEmpty();
        assertThat(target().leftovers()).isEmpty();
    }

    @Test
    void ofWhatIsDiscardedNothingRemains() {
        written(target(), NAME, content(100)).discard();
        assertThat(seen()).isEmpty();
        assertThat(target().leftovers()).isEmpty();

        Draft completed = written(target(), NAME, content(100));
        completed.complete(MANIFEST);
        completed.discard();
        assertThat(seen()).isEmpty();
        completed.discard();
        assertThat(target().leftovers()).isEmpty();
    }

    @Test
    void whatWasLeftIsFoundByItsJobAndRemoved() {
        written(target(), NAME, content(LARGE));
        written(target(), name("job-2"), content(10)).complete(MANIFEST);

        List<Leftover> left = target().leftovers();

        assertThat(left).extracting(Leftover::name).containsExactly(NAME);
        assertThat(Duration.between(left.getFirst().begun(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(5));
        left.getFirst().remove();
        assertThat(target().leftovers()).isEmpty();
        assertThat(seen()).containsOnlyKeys(name("job-2").path(), name("job-2").manifestPath());
    }
}
