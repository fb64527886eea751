package io.neuralops.bench.privacy;

import io.neuralops.models.privacy.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of the detection of one kind.
 *
 * @param type how the labelled texts call it
 * @param precision 0 if nothing is asked of it
 */
record Bars(String type, Kind kind, double recall, double precision) {
    /** What is asked of the texts of Presidio's makers. */
    private static final List<Bars> PRESIDIO = List.of(
            new Bars("EMAIL_ADDRESS", Kind.EMAIL, 0.99, 0),
            new Bars("IP_ADDRESS", Kind.IP, 0.99, 0),
            new Bars("CREDIT_CARD", Kind.CARD, 0.99, 0),
            new Bars("IBAN_CODE", Kind.IBAN, 0.99, 0),
            new Bars("US_SSN", Kind.NATIONAL_ID, 0.99, 0),
            new Bars("PHONE_NUMBER", Kind.PHONE, 0.80, 0),
            new Bars("PERSON", Kind.PERSON, 0.75, 0.60));

    /** One figure, with its bars. */
    record Figure(Detection measured, double recallBar, double precisionBar, String verdict) {}

    static Map<String, Figure> presidio(List<LabelledText> texts) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Bars bars : PRESIDIO) {
            figures.put(bars.type(), bars.figure(texts));
        }
        return figures;
    }

    private Figure figure(List<LabelledText> texts) {
        Detection measured = Detection.of(texts, type, kind);
        boolean reached = measured.recall() >= recall && measured.precision() >= precision;
        return new Figure(measured, recall, precision, reached ? "PASS" : "FAIL");
    }
}
