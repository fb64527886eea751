package io.neuralops.verticles.operation;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.PredictionRow;
import java.time.Duration;
import java.time.Instant;

/** A fact that has happened and is durable. Code states facts; metrics, caches and clients listen. */
public sealed interface Event {
    TenantId tenant();

    /** A run was recorded for the first time, or changed. */
    record RunRecorded(TenantId tenant, Run run) implements Event {}

    /** A run ended. */
    record RunFinished(TenantId tenant, Run run) implements Event {}

    /** A signal was recorded. */
    record SignalRecorded(TenantId tenant, Signal signal) implements Event {}

    /** An incident was recorded for the first time, or changed: it was resolved, for example. */
    record IncidentRecorded(TenantId tenant, Incident incident) implements Event {}

    /** How an endpoint did within a window of time was recorded. */
    record PerfMeasured(TenantId tenant, PerfWindow window) implements Event {}

    /** A prediction was made, stored and answered. */
    record PredictionMade(TenantId tenant, PredictionRow prediction, Duration took) implements Event {}

    /** A prediction that was asked for could not be made. */
    record PredictionFailed(TenantId tenant, String reason) implements Event {}

    /** A person said something new of a prediction's run: {@code false_alarm}, {@code real}, {@code missed}, {@code unclear}. */
    record FeedbackGiven(TenantId tenant, String verdict) implements Event {}

    /** A challenger would have answered so many questions, which is stored; another did. */
    record ShadowScored(TenantId tenant, int predictions) implements Event {}

    /** A challenger was not asked for so many questions, since too many were waiting or it failed. */
    record ShadowDropped(TenantId tenant, int predictions) implements Event {}

    /** A training came further. */
    record TrainingProgressed(TenantId tenant, Job job) implements Event {}

    /** A training ended, with a version or without. */
    record TrainingEnded(TenantId tenant, Job job, Duration took) implements Event {}

    /** An export came further. */
    record ExportProgressed(TenantId tenant, ExportJob export) implements Event {}

    /** An export ended, with a file or without. */
    record ExportEnded(TenantId tenant, ExportJob export, Duration took) implements Event {}

    /**
     * A version was born, and judged.
     *
     * @param verdict {@code promoted}, {@code rejected}, or {@code not_judged} where there were too few runs to tell
     */
    record ChallengerJudged(TenantId tenant, String version, String verdict) implements Event {}

    /**
     * A model no longer fits what it is asked about: at most once for each version and day.
     *
     * @param feature the input that moved most, or {@code calibration_error}
     * @param psi its population stability index; of {@code calibration_error} that error
     */
    record DriftFound(TenantId tenant, String version, String feature, double psi, Instant at) implements Event {}

    /** Another model answers from now on. */
    record ModelActivated(TenantId tenant, String version) implements Event {}

    /** A model was to be loaded and isn't what it has to be; what is in memory goes on. */
    record ModelRefused(TenantId tenant, String version, String reason) implements Event {}

    /** A tenant said whether the base model may learn from its history. */
    record SharingSettled(TenantId tenant, boolean share) implements Event {}

    /** Rows of a table were deleted because they were kept long enough. */
    record RowsExpired(TenantId tenant, String table, int rows) implements Event {}

    /** A person was forgotten: so many rows don't tell of them any more. */
    record PersonForgotten(TenantId tenant, long rows) implements Event {}

    /** A tenant's pseudonyms are made with another key from now on. */
    record KeyRotated(TenantId tenant, String keyId) implements Event {}

    /** A request was answered as it was before, and nothing was done. */
    record AnswerReplayed(TenantId tenant) implements Event {}

    /** A request was refused before anything was done for it: {@code overloaded} or {@code rate_limited}. */
    record RequestRefused(TenantId tenant, String reason) implements Event {}

    /** A request was refused because of its key: {@code in_flight} or {@code other_request}. */
    record KeyRefused(TenantId tenant, String reason) implements Event {}
}
