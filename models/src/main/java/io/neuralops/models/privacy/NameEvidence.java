package io.neuralops.models.privacy;

import io.neuralops.models.privacy.Word.Shape;
import java.util.List;

/** Weighs whether words are the name of a person: by lists, by their form, and by what stands around them. */
final class NameEvidence {
    private static final int ENOUGH = 3;
    private static final int STRONG = 3;
    private static final int INTRODUCED = 2;
    private static final int LOOK_BACK = 24;
    private static final int MIN_WITH_ENDING = 5;
    /** How the words end that say most clearly that a name comes. */
    private static final String INTRODUCING = "seSEdD?";

    private static final int TITLE = 1;
    private static final int INTRODUCES = 2;
    private static final int PRECEDES = 4;

    private static final Lexicon BEFORE = new Lexicon.Builder()
            .add(
                    words(
                            "mr mrs ms miss dr prof professor sir herr frau mme mlle monsieur madame sr sra senor senora"),
                    TITLE)
            .add(
                    words(
                            "name names named called hi hello hey dear author committer reviewer assignee maintainer owner"
                                    + " user cc by i'm i\u2019m"),
                    INTRODUCES)
            .add(
                    words("by with to and told asked ask ping thanks contact said says met heard poor young old"
                            + " contributor writer singer director producer songwriter novelist player driver doctor"
                            + " kid child son daughter wife husband partner brother sister mother father founder"),
                    PRECEDES)
            .build();
    /** What people do counts twice. */
    private static final Lexicon AFTER = new Lexicon.Builder()
            .add(words("was is has had listed points will would can works worked left and"), 1)
            .add(words("said says told asked wrote lives lived spent began shouted speaks explained wants grew"), 2)
            .build();

    private static final Lexicon SUFFIXES = Lexicon.of("jr sr ii iii iv md phd dds");
    private static final List<String> ENDINGS = words("ov ova ev eva son sen dottir ic sky ski ska czyk nen vili dze"
            + " strom berg gard ich mann stein enko chuk oglu");

    private final Lexicon names;

    NameEvidence(Lexicon names) {
        this.names = names;
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }

    boolean suffices(String text, List<Word> words) {
        Word first = words.getFirst();
        Word last = words.getLast();
        int score = 0;
        for (int i = 0; i < words.size(); i++) {
            score += weight(text, words.get(i), i > 0);
        }
        int before = before(text, first);
        if ((before < INTRODUCED && !anyClear(text, words)) || (words.size() == 1 && !mayStandAlone(first, before))) {
            return false;
        }
        int around = after(text, first, last) + (words.size() == 1 ? inSentence(text, first) : 0);
        boolean ordinary = (first.flags() & NameList.WORD) != 0;
        score += before + (ordinary ? Math.min(1, around) : around);
        return score - (first.shape() == Shape.LOWER || first.shape() == Shape.UPPER ? 1 : 0) >= ENOUGH;
    }

    /** Whether a word is a name and nothing else. */
    private static boolean anyClear(String text, List<Word> words) {
        for (Word word : words) {
            if (word.shape() != Shape.INITIAL && weight(text, word, false) == 2) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayStandAlone(Word word, int before) {
        boolean lower = word.shape() == Shape.LOWER || word.shape() == Shape.UPPER;
        return word.shape() != Shape.INITIAL && (!lower || before >= STRONG);
    }

    private static int weight(String text, Word word, boolean later) {
        boolean listed = (word.flags() & (NameList.GIVEN | NameList.SURNAME)) != 0;
        boolean ordinary = (word.flags() & NameList.WORD) != 0;
        if (word.shape() == Shape.INITIAL) {
            return 1;
        }
        if (listed) {
            return ordinary ? 1 : 2;
        }
        if (ordinary) {
            return -1;
        }
        return hasNameEnding(text, word) ? 2 : later ? 1 : 0;
    }

    private static boolean hasNameEnding(String text, Word word) {
        if (word.to() - word.from() < MIN_WITH_ENDING) {
            return false;
        }
        for (String ending : ENDINGS) {
            if (endsWith(text, word, ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(String text, Word word, String ending) {
        int from = word.to() - ending.length();
        if (from <= word.from()) {
            return false;
        }
        for (int i = 0; i < ending.length(); i++) {
            if (Letters.fold(text.charAt(from + i)) != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int before(String text, Word first) {
        int to = wordEndBefore(text, first.from());
        int from = wordStartBefore(text, to);
        int flags = BEFORE.flags(text, from, to);
        if ((flags & TITLE) != 0) {
            return STRONG;
        }
        if (introduced(text, first.from())) {
            return STRONG;
        }
        if (text.startsWith(". ", to)) {
            return 0;
        }
        return (flags & INTRODUCES) != 0 ? INTRODUCED : (flags & PRECEDES) != 0 ? 1 : 0;
    }

    /** Whether the words before say that a name comes: "name is", "name?", "call me", "called". */
    static boolean introduced(String text, int at) {
        if (at < 3 || INTRODUCING.indexOf(text.charAt(at - 2)) < 0) {
            return false;
        }
        int to = wordEndBefore(text, at);
        int from = wordStartBefore(text, to);
        if (is(text, from, to, "called")) {
            return to == at - 1;
        }
        if (is(text, from, to, "name")) {
            return text.startsWith("? ", to);
        }
        int end = wordEndBefore(text, from);
        int start = wordStartBefore(text, end);
        return (is(text, from, to, "is") && is(text, start, end, "name"))
                || (is(text, from, to, "me") && (is(text, start, end, "call") || is(text, start, end, "calls")));
    }

    private static boolean is(String text, int from, int to, String word) {
        return to - from == word.length() && text.regionMatches(true, from, word, 0, word.length());
    }

    private int after(String text, Word first, Word last) {
        int at = last.to();
        if ((text.startsWith("'s", at) || text.startsWith("\u2019s", at)) && Letters.endsWord(text, at + 2)) {
            return 1;
        }
        boolean beginsLine = first.from() == 0 || text.charAt(first.from() - 1) == '\n';
        if (beginsLine && text.startsWith(":", at)) {
            return 1;
        }
        int from = Letters.run(text, at, at + 2, c -> c == ' ' || c == ',');
        return AFTER.flags(text, from, Letters.run(text, from, from + 12, Letters::isLetter));
    }

    /**
     * Whether it is part of a sentence, not of a list of things: an ordinary word in small letters is next to it, or another
     * name is, after a comma.
     */
    private int inSentence(String text, Word word) {
        int from = Letters.run(text, word.to(), word.to() + 2, c -> c == ' ' || c == ',');
        int next = Letters.run(text, from, from + LOOK_BACK, Letters::isLetter);
        if (from > word.to()
                && (isOrdinary(text, from, next) || (from == word.to() + 2 && isGiven(text, from, next)))) {
            return 1;
        }
        int to = wordEndBefore(text, word.from());
        int start = wordStartBefore(text, to);
        boolean listed = text.startsWith(", ", to) && isGiven(text, start, to);
        return to < word.from() && (isOrdinary(text, start, to) || listed) ? 1 : 0;
    }

    private boolean isGiven(String text, int from, int to) {
        int flags = from < to && Character.isUpperCase(text.charAt(from)) ? names.flags(text, from, to) : 0;
        return (flags & (NameList.GIVEN | NameList.WORD)) == NameList.GIVEN;
    }

    private boolean isOrdinary(String text, int from, int to) {
        return from < to
                && Character.isLowerCase(text.charAt(from))
                && (names.flags(text, from, to) & NameList.WORD) != 0;
    }

    private static int wordEndBefore(String text, int at) {
        int to = at;
        while (to > 0 && to > at - 6 && " :,.?\"'(<>=\t".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return to;
    }

    private static int wordStartBefore(String text, int to) {
        int from = to;
        while (from > 0
                && from > to - LOOK_BACK
                && (Letters.isLetter(text.charAt(from - 1)) || isApostrophe(text.charAt(from - 1)))) {
            from--;
        }
        return from;
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '\u2019';
    }

    static boolean isPronoun(String text, Word word) {
        return text.charAt(word.from()) == 'I' && !text.startsWith(".", word.from() + 1);
    }

    static boolean isSuffix(String text, Word word) {
        return SUFFIXES.has(text, word.from(), word.to());
    }
}
