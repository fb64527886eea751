package io.neuralops.verticles.export.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.verticles.export.ExportFailed;
import io.neuralops.verticles.export.ExportTarget;
import io.neuralops.verticles.export.ExportTarget.Draft;
import io.neuralops.verticles.export.ExportTargetContract;
import io.neuralops.verticles.export.s3.TroubledStandIn.Fate;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3TargetTest extends ExportTargetContract {
    /** Five parts, the last one short. */
    private static final byte[] FIVE_PARTS = content(4 * S3Draft.PART + 1_000);

    private static S3StandIn s3;
    private static TroubledStandIn between;

    private S3Target target;

    @BeforeAll
    static void start() {
        s3 = new S3StandIn();
        between = new TroubledStandIn(s3.endpoint());
    }

    @AfterAll
    static void stop() {
        between.close();
        s3.close();
    }

    @BeforeEach
    void open() {
        s3.clear();
        between.clear();
        target = target(Duration.ofSeconds(5));
    }

    private S3Target target(Duration patience) {
        return new S3Target(
                new S3Settings(S3StandIn.BUCKET, null, between.endpoint(), true, "AES256", null, patience),
                S3StandIn.ANYBODY);
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Override
    protected ExportTarget target() {
        return target;
    }

    @Override
    protected Map<String, byte[]> seen() {
        return s3.objects();
    }

    @Test
    void whateverIsKeptIsToldWithItsSumAndToBeEncrypted() {
        String location = written(target, NAME, FIVE_PARTS).complete(MANIFEST);

        assertThat(location).isEqualTo("s3://audit/" + NAME.path());
        assertThat(between.seen())
                .filteredOn(request -> request.method().equals("PUT"))
                .hasSize(6)
                .allSatisfy(request -> assertThat(request.headers().get("x-amz-checksum-sha256"))
                        .hasSize(44));
        assertThat(between.seen())
                .filteredOn(request ->
                        request.query().equals("uploads") || request.path().endsWith(NAME.manifest()))
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.headers()).containsEntry("x-amz-server-side-encryption", "AES256"));
    }

    @Test
    void aPartThatFailsOnceIsSentAgainAndNoOtherIs() {
        between.rule((request, number) ->
                request.isPart(3) && number == 0 ? new Fate.Refuse(500, "InternalError") : new Fate.Pass());

        written(target, NAME, FIVE_PARTS).complete(MANIFEST);

        assertThat(seen().get(NAME.path())).isEqualTo(FIVE_PARTS);
        assertThat(between.seen()).filteredOn(request -> request.isPart(3)).hasSize(2);
        assertThat(between.seen()).filteredOn(request -> request.isPart(2)).hasSize(1);
        assertThat(s3.uploads()).isZero();
    }

    @Test
    void aPartThatFailsAgainAndAgainIsTheEndAndNothingRemains() {
        between.rule((request, number) -> request.isPart(3) ? new Fate.Refuse(500, "InternalError") : new Fate.Pass());
        Draft draft = target.begin(NAME, "text/csv");

        assertThatThrownBy(() -> draft.write(FIVE_PARTS, 0, FIVE_PARTS.length))
                .isInstanceOf(ExportFailed.class)
                .hasMessage("S3 did not take it (500, InternalError)");
        draft.discard();

        assertThat(between.seen()).filteredOn(request -> request.isPart(3)).hasSize(4);
        assertThat(seen()).isEmpty();
        assertThat(s3.uploads()).isZero();
    }

    @Test
    void whoeverHasNoRightIsToldAtOnce() {
        between.rule((request, number) -> new Fate.Refuse(403, "AccessDenied"));

        assertThatThrownBy(() -> target.begin(NAME, "text/csv"))
                .isInstanceOf(ExportFailed.class)
                .hasMessageContaining("403, AccessDenied");
        assertThat(between.seen()).hasSize(1);
        assertThatThrownBy(() -> target.leftovers()).isInstanceOf(ExportFailed.class);
    }

    @Test
    void anAnswerThatDoesNotComeIsWaitedForOnlySoLong() {
        S3Target impatient = target(Duration.ofMillis(200));
        between.rule((request, number) -> request.isPart(1) && number == 0 ? new Fate.Hang() : new Fate.Pass());

        written(impatient, NAME, content(100)).complete(MANIFEST);

        assertThat(seen().get(NAME.path())).hasSize(100);
        between.rule((request, number) -> new Fate.Hang());
        assertThatThrownBy(() -> impatient.begin(name("job-2"), "text/csv"))
                .hasMessage("S3 can't be reached, or doesn't answer in time");
        impatient.close();
    }

    /** The first attempt did it; to the second there is no such upload. */
    @Test
    void anAnswerThatIsLostAtTheEndIsNoFailure() {
        between.rule((request, number) -> request.completes() && number == 0 ? new Fate.Lose() : new Fate.Pass());

        written(target, NAME, FIVE_PARTS).complete(MANIFEST);

        assertThat(seen().get(NAME.path())).isEqualTo(FIVE_PARTS);
    }

    @Test
    void whatCanNotBeCompletedIsNotSeenNorIsItsManifest() {
        between.rule((request, number) -> request.completes() ? new Fate.Refuse(400, "InvalidPart") : new Fate.Pass());
        Draft draft = written(target, NAME, content(100));

        assertThatThrownBy(() -> draft.complete(MANIFEST)).hasMessageContaining("InvalidPart");
        draft.discard();

        assertThat(seen()).isEmpty();
        assertThat(s3.uploads()).isZero();
    }

    @Test
    void withoutS3AnExportFailsAndSaysSo() {
        try (S3Target nobody = new S3Target(S3StandIn.settings(URI.create("http://127.0.0.1:1")), S3StandIn.ANYBODY)) {
            assertThatThrownBy(() -> nobody.begin(NAME, "text/csv"))
                    .isInstanceOf(ExportFailed.class)
                    .hasMessageContaining("can't be reached");
        }
    }
}
