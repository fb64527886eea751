package io.neuralops.verticles.fanout;

import io.neuralops.models.tenant.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of events, as listeners know them. Names are part of addresses: they are never changed or used again. */
public enum EventKind {
    RUN(Role.VIEWER, "a run was recorded for the first time, or changed"),
    RUN_FINISHED(Role.VIEWER, "a run ended"),
    SIGNAL(Role.VIEWER, "a signal was recorded"),
    INCIDENT(Role.VIEWER, "an incident was recorded for the first time, or changed"),
    PERF(Role.VIEWER, "how an endpoint did within a window of time was recorded"),
    PREDICTION(Role.VIEWER, "a prediction was made, stored and answered"),
    PREDICTION_FAILED(Role.VIEWER, "a prediction that was asked for could not be made"),
    FEEDBACK(Role.VIEWER, "a person said something new of a prediction's run"),
    SHADOW(Role.VIEWER, "a challenger was asked beside the version that answers"),
    SHADOW_DROPPED(Role.VIEWER, "a challenger was not asked, since too many were waiting or it failed"),
    TRAINING(Role.VIEWER, "a training came further, or ended: the job as it stands"),
    EXPORT(Role.VIEWER, "an export came further, or ended: the job as it stands"),
    CHALLENGER(Role.VIEWER, "a version was born, and judged"),
    DRIFT(Role.VIEWER, "a model no longer fits what it is asked about"),
    MODEL(Role.VIEWER, "another version answers from now on"),
    MODEL_REFUSED(Role.VIEWER, "a model was not loaded, since it isn't what it has to be"),
    SHARING(Role.VIEWER, "the tenant said whether it shares its history"),
    RETENTION(Role.VIEWER, "rows were deleted because they were kept long enough"),
    ANSWER_REPLAYED(Role.VIEWER, "a request was answered as it was before"),
    REQUEST_REFUSED(Role.VIEWER, "a request was refused before anything was done for it"),
    KEY_REFUSED(Role.VIEWER, "a request was refused because of its Idempotency-Key"),
    PERSON_FORGOTTEN(Role.ADMIN, "a person was forgotten"),
    KEY_ROTATED(Role.ADMIN, "pseudonyms are made with another key from now on");

    private final Role least;
    private final String summary;

    EventKind(Role least, String summary) {
        this.least = least;
        this.summary = summary;
    }

    /** The least role that may listen. */
    public Role least() {
        return least;
    }

    /** What happened, for people. */
    public String summary() {
        return summary;
    }

    /** The name in addresses: {@code run_finished}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name. */
    public static Optional<EventKind> named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
