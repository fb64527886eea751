package io.neuralops.gateway.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader decided and assumed, for the person who imports.
 *
 * @param columns what became of each column, in the order of the file
 * @param finishAssumed finished runs without a finish or a duration, which count as finished when they started
 * @param idsDerived runs without an id, which got one made of workflow, start and ordinal
 * @param idsWithJob whether the job was added to the id, because the jobs of a run share theirs
 * @param valuesLeftOut values that don't fit what the sample said of their column
 */
public record Notes(
        List<ColumnUse> columns, long finishAssumed, long idsDerived, boolean idsWithJob, long valuesLeftOut) {

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
                    + " runs have no id; theirs is made of workflow, start and their ordinal among equal ones, so the"
                    + " same file gives the same ids.");
        }
        if (idsWithJob) {
            sentences.add("The jobs of a run share its id; each report's id is <run id>/<job>.");
        }
        if (valuesLeftOut > 0) {
            sentences.add(number(valuesLeftOut)
                    + " values were left out: not a number in a column of numbers, or too many different texts.");
        }
        return sentences;
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
