package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.SignalState;
import io.neuralops.verticles.insight.RecordSignal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds reports of signals from rows. What is imported counts as known when it was observed. */
final class SignalAssembler implements Assembler<RecordSignal> {
    private final Words<Severity> severities = new Words<Severity>(Field.SIGNAL_SEVERITY)
            .add(Severity.INFO, "info", "information", "informational", "none", "low", "debug", "ok")
            .add(Severity.WARNING, "warning", "warn", "minor", "moderate", "medium", "average")
            .add(Severity.CRITICAL, "critical", "major", "high", "error", "fatal", "page", "disaster", "emergency");
    private final Words<SignalState> states = new Words<SignalState>(Field.SIGNAL_STATE)
            .add(SignalState.FIRING, "firing", "down", "alerting", "triggered", "active", "open", "problem", "failing")
            .add(SignalState.RESOLVED, "resolved", "up", "ok", "normal", "inactive", "closed", "recovered", "cleared")
            .add(SignalState.POINT, "point", "degraded", "pending", "unknown", "no_data");
    private final Ids ids = new Ids();
    private final Labels labels = new Labels();

    @Override
    public RecordSignal report(Plan plan, Row.Values row) {
        String service = plan.needed(row, Field.SIGNAL_SERVICE);
        String name = plan.needed(row, Field.SIGNAL_NAME);
        Instant observed = Times.parse(Field.OBSERVED_AT, plan.needed(row, Field.OBSERVED_AT));
        Instant known = Times.parse(Field.SIGNAL_KNOWN_AT, plan.text(row, Field.SIGNAL_KNOWN_AT));
        String id = plan.text(row, Field.SIGNAL_ID);
        return new RecordSignal(
                id == null ? id(service, name, Check.instant(Field.OBSERVED_AT.label(), observed)) : id,
                plan.text(row, Field.SIGNAL_RUN),
                service,
                plan.text(row, Field.SIGNAL_KIND),
                name,
                value(plan.text(row, Field.SIGNAL_VALUE)),
                severities.of(plan.text(row, Field.SIGNAL_SEVERITY)),
                states.of(plan.text(row, Field.SIGNAL_STATE)),
                observed,
                known == null ? observed : known,
                labels.of(plan, row));
    }

    /** Ids are kept as they are given, so nothing personal may come into one that is made here. */
    private String id(String service, String name, Instant observed) {
        return ids.derive(Redactor.maskedName(service) + " " + Redactor.maskedName(name), observed);
    }

    @Override
    public Notes notes(List<ColumnUse> columns, boolean jobInId) {
        return new Notes(Kind.SIGNALS, columns, 0, ids.derived(), false, 0, labels.leftOut());
    }

    private static @Nullable Double value(@Nullable String text) {
        double value = text == null ? 0 : Flags.number(text);
        if (Double.isNaN(value)) {
            throw Check.invalid("value", "'" + Texts.shown(String.valueOf(text), 60) + "' is not a number");
        }
        return text == null ? null : value;
    }
}
