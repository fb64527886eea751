package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Form;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which form of a document a caller takes (RFC 9110, 12.5.1). Of each form the range that names it most closely says how much
 * it is wanted; of forms that are wanted as much, the one that is named more closely wins, then the first. Ranges that can't be read
 * count for nothing, and so does a header of nothing else.
 */
final class Acceptance {
    private static final int UNMATCHED = -1;
    private static final int ANY = 0;
    private static final int TYPE = 1;
    private static final int EXACT = 2;
    private static final int MOST_RANGES = 64;
    private static final double FULL = 1;

    private static final Form[] FORMS = Form.values();

    private final int[] closeness = new int[FORMS.length];
    private final double[] quality = new double[FORMS.length];
    private boolean readable;

    private Acceptance() {
        for (int i = 0; i < FORMS.length; i++) {
            closeness[i] = UNMATCHED;
        }
    }

    /** The form to answer a request in; {@link Failure.NotAcceptable} if it takes none. */
    static Form of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT);
        if (header == null || header.equals("*/*") || header.equals("application/json")) {
            return Form.JSON;
        }
        List<String> all = request.headers().getAll(HttpHeaders.ACCEPT);
        Form best = best(all.size() == 1 ? header : String.join(",", all));
        if (best == null) {
            throw new Failure.NotAcceptable("this comes as application/json or as text/csv, and Accept takes neither")
                    .asException();
        }
        return best;
    }

    /** The form that a header prefers; null if it takes none. */
    static @Nullable Form best(String header) {
        Acceptance acceptance = new Acceptance();
        String[] ranges = header.split(",", MOST_RANGES + 1);
        for (int i = 0; i < Math.min(ranges.length, MOST_RANGES); i++) {
            acceptance.read(ranges[i]);
        }
        return acceptance.best();
    }

    private @Nullable Form best() {
        if (!readable) {
            return Form.JSON;
        }
        int best = UNMATCHED;
        for (int i = 0; i < FORMS.length; i++) {
            if (closeness[i] > UNMATCHED && quality[i] > 0 && (best == UNMATCHED || isBetter(i, best))) {
                best = i;
            }
        }
        return best == UNMATCHED ? null : FORMS[best];
    }

    private boolean isBetter(int one, int other) {
        return quality[one] > quality[other] || (quality[one] == quality[other] && closeness[one] > closeness[other]);
    }

    private void read(String range) {
        String[] parts = range.split(";", -1);
        String name = parts[0].strip();
        // Java's own client says a lone star where it means all.
        int slash = name.equals("*") ? 0 : name.indexOf('/');
        double wanted = quality(parts);
        if ((slash < 1 && !name.equals("*")) || wanted < 0) {
            return;
        }
        readable = true;
        String type = slash == 0 ? "*" : name.substring(0, slash);
        String subtype = slash == 0 ? "*" : name.substring(slash + 1);
        for (int i = 0; i < FORMS.length; i++) {
            int close = closeness(FORMS[i], type, subtype);
            if (close > closeness[i]) {
                closeness[i] = close;
                quality[i] = wanted;
            }
        }
    }

    private static int closeness(Form form, String type, String subtype) {
        if (type.equals("*")) {
            return subtype.equals("*") ? ANY : UNMATCHED;
        }
        if (!type.equalsIgnoreCase(form.type())) {
            return UNMATCHED;
        }
        if (subtype.equals("*")) {
            return TYPE;
        }
        return subtype.equalsIgnoreCase(form.subtype()) ? EXACT : UNMATCHED;
    }

    /** From 0 to 1; negative if what is said of it can't be read. Other parameters, such as a character set, are left alone. */
    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.length() > 1
                    && (parameter.charAt(0) == 'q' || parameter.charAt(0) == 'Q')
                    && parameter.charAt(1) == '=') {
                return number(parameter.substring(2));
            }
        }
        return FULL;
    }

    private static double number(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c != '.') {
                return UNMATCHED;
            }
        }
        if (digits == 0 || text.length() > 8 || text.indexOf('.') != text.lastIndexOf('.')) {
            return UNMATCHED;
        }
        double value = Double.parseDouble(text);
        return value > FULL ? UNMATCHED : value;
    }
}
