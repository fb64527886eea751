package io.neuralops.gateway.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader decided and assumed, for the person who imports.
 *
 * @param kind what the rows tell of
 * @param columns what became of each column, in the order of the file
 * @param finishAssumed finished runs without a finish or a duration, which count as finished when they started
 * @param idsDerived reports without an id, which got one made of what they are of, their beginning and ordinal
 * @param idsWithJob whether the job was added to the id, because the jobs of a run share theirs
 * @param stillOpen incidents without an end
 * @param valuesLeftOut values that don't fit what the sample said of their column
 */
public record Notes(
        Kind kind,
        List<ColumnUse> columns,
        long finishAssumed,
        long idsDerived,
        boolean idsWithJob,
        long stillOpen,
        long valuesLeftOut) {
    private static final int SHOWN = 30;

    /** The assumptions as sentences; none if nothing was assumed. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (finishAssumed > 0) {
            sentences.add(number(finishAssumed)
                    + " finished runs have neither a finish nor a duration; they count as finished when they started."
                    + " This is optimistic: their outcome counts as known earlier than it was.");
        }
        if (idsDerived > 0) {
            sentences.add(number(idsDerived)
                    + " " + kind.label() + " have no id; theirs is made of " + madeOf()
                    + " and their ordinal among equal"
                    + " ones, so the same file gives the same ids.");
        }
        if (idsWithJob) {
            sentences.add("The jobs of a run share its id; each report's id is <run id>/<job>.");
        }
        if (stillOpen > 0) {
            sentences.add(
                    number(stillOpen) + " incidents have no end: they are open, and no time to restore counts them.");
        }
        if (valuesLeftOut > 0) {
            sentences.add(number(valuesLeftOut)
                    + " values were left out: not a number in a column of numbers, or too many different texts.");
        }
        return sentences;
    }

    /** The columns that were left out, each with the reason, as a sentence; empty if none was. */
    public String columnsLeftOut() {
        List<String> dropped = columns.stream()
                .filter(use -> use.kind() == ColumnUse.Kind.DROPPED)
                .map(use -> Texts.shown(use.column(), 60) + " (" + use.detail() + ")")
                .toList();
        if (dropped.isEmpty()) {
            return "";
        }
        int more = dropped.size() - SHOWN;
        return "Columns left out: " + String.join(", ", dropped.subList(0, Math.min(SHOWN, dropped.size())))
                + (more > 0 ? " and " + number(more) + " more." : ".");
    }

    private String madeOf() {
        return switch (kind) {
            case RUNS -> "workflow, start";
            case SIGNALS -> "service, name, time";
            case INCIDENTS -> "service or workflow, beginning";
        };
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
