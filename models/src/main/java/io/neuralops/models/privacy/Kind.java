package io.neuralops.models.privacy;

import java.text.Normalizer;
import java.util.Locale;

/** What a piece of personal or secret data is; part of its pseudonym. */
public enum Kind {
    PERSON("person", Form.WORDS),
    EMAIL("email", Form.WORDS),
    PHONE("phone", Form.LETTERS_AND_DIGITS),
    IP("ip", Form.WORDS),
    CARD("card", Form.LETTERS_AND_DIGITS),
    IBAN("iban", Form.LETTERS_AND_DIGITS),
    NATIONAL_ID("nationalid", Form.LETTERS_AND_DIGITS),
    /** Passwords, tokens and keys. */
    SECRET("secret", Form.EXACT);

    /** In which respects two spellings of a value are the same. */
    private enum Form {
        EXACT,
        WORDS,
        LETTERS_AND_DIGITS
    }

    private final String label;
    private final Form form;

    Kind(String label, Form form) {
        this.label = label;
        this.form = form;
    }

    /** The name within pseudonyms: lower-case letters. */
    public String label() {
        return label;
    }

    /**
     * The one spelling of all that mean the same. Of secrets each character counts; otherwise case, blanks and the
     * characters' encoding don't matter, and of numbers nothing but letters and digits does.
     */
    String canonical(String value) {
        if (form == Form.EXACT) {
            return value;
        }
        String folded =
                Normalizer.normalize(value, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        StringBuilder canonical = new StringBuilder(folded.length());
        boolean blank = false;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (form == Form.LETTERS_AND_DIGITS ? Character.isLetterOrDigit(c) : !Character.isWhitespace(c)) {
                if (blank && form == Form.WORDS) {
                    canonical.append(' ');
                }
                canonical.append(c);
                blank = false;
            } else {
                blank = true;
            }
        }
        return canonical.toString();
    }
}
