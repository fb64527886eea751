package io.neuralops.models.privacy;

import io.neuralops.models.privacy.Word.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of people in sentences. Words that may belong to a name are weighed by lists of names, by what stands before and
 * after, and by their form; see {@link NameEvidence}.
 */
final class Names implements Detector {
    private static final int MAX_WORDS = 5;
    private static final int MAX_LETTERS = 32;
    private static final Lexicon PARTICLES =
            Lexicon.of("van von de der den des del della di da do dos du la le ten ter el al bin ibn zu af av mac");

    private final Lexicon names;
    private final NameEvidence evidence;

    Names(Lexicon names) {
        this.names = names;
        this.evidence = new NameEvidence(names);
    }

    @Override
    public int find(String text, int at, Spans found) {
        Word first = word(text, at);
        if (first == null || !mayBegin(text, first)) {
            return at;
        }
        List<Word> words = words(text, first);
        if (!evidence.suffices(text, words)) {
            return at;
        }
        int end = words.getLast().to();
        found.add(Kind.PERSON, text, at, end);
        return end;
    }

    /** A name begins with a capital, or in small letters with a name of the list. */
    private static boolean mayBegin(String text, Word word) {
        return word.shape() == Shape.CAPITAL
                || word.shape() == Shape.INITIAL
                || ((word.flags() & (NameList.GIVEN | NameList.SURNAME)) != 0
                        && ((word.flags() & NameList.WORD) == 0 || word.shape() == Shape.UPPER))
                || (word.shape() == Shape.LOWER && word.flags() == 0 && NameEvidence.introduced(text, word.from()));
    }

    /** The first word and those after it that may be of the same name. */
    private List<Word> words(String text, Word first) {
        List<Word> words = new ArrayList<>(4);
        words.add(first);
        while (words.size() < MAX_WORDS) {
            Word last = words.getLast();
            int next = Letters.run(text, last.to(), last.to() + 2, c -> c == ' ');
            Word word = next == last.to() ? null : word(text, next);
            Word particled = word != null && PARTICLES.has(text, word.from(), word.to()) && word.shape() == Shape.LOWER
                    ? afterParticles(text, word)
                    : null;
            if (particled != null) {
                words.add(particled);
            } else if (word != null && follows(text, first, word)) {
                words.add(word);
            } else {
                break;
            }
        }
        while (words.size() > 1
                && words.getLast().shape() == Shape.INITIAL
                && !text.startsWith(".", words.getLast().to() - 1)) {
            words.removeLast();
        }
        return words;
    }

    private static boolean follows(String text, Word first, Word word) {
        boolean ordinary = (word.flags() & NameList.WORD) != 0;
        boolean listed = (word.flags() & (NameList.GIVEN | NameList.SURNAME)) != 0;
        return switch (word.shape()) {
            case INITIAL -> !NameEvidence.isPronoun(text, word);
            case CAPITAL -> first.shape() != Shape.LOWER && (listed || !ordinary);
            case UPPER -> (listed && (!ordinary || isListedAlone(first))) || NameEvidence.isSuffix(text, word);
            case LOWER ->
                first.shape() == Shape.LOWER
                        && ((listed && !ordinary)
                                || ((listed || word.flags() == 0) && NameEvidence.introduced(text, first.from())));
        };
    }

    private static boolean isListedAlone(Word word) {
        return word.shape() == Shape.UPPER && word.flags() != 0 && (word.flags() & NameList.WORD) == 0;
    }

    private @Nullable Word afterParticles(String text, Word particle) {
        Word word = particle;
        for (int i = 0; i < 2; i++) {
            int next = Letters.run(text, word.to(), word.to() + 1, c -> c == ' ');
            Word after = next == word.to() ? null : word(text, next);
            if (after == null) {
                return null;
            }
            if (after.shape() == Shape.CAPITAL) {
                return after;
            }
            word = after;
        }
        return null;
    }

    /** The word that begins here, or null if what stands here is part of something else than a sentence. */
    private @Nullable Word word(String text, int at) {
        if (at >= text.length() || !isLetter(text.charAt(at)) || (at > 0 && !mayPrecede(text, at))) {
            return null;
        }
        int to = at;
        long hash = Lexicon.START;
        int capitals = 0;
        int letters = 0;
        int limit = Math.min(text.length(), at + MAX_LETTERS);
        while (to < limit) {
            char c = text.charAt(to);
            if (isLetter(c)) {
                hash = Lexicon.with(hash, c);
                letters++;
                capitals += Character.isUpperCase(c) ? 1 : 0;
            } else if ((c != '-' && c != '\'' && c != '\u2019')
                    || to + 1 >= limit
                    || !isLetter(text.charAt(to + 1))
                    || isPossessive(text, to)) {
                break;
            }
            to++;
        }
        if (letters == 1 && capitals == 1 && text.startsWith(".", to)) {
            to++;
            return mayFollow(text, to) || text.startsWith(".", to) ? new Word(at, to, Shape.INITIAL, 0) : null;
        }
        if (!mayFollow(text, to)) {
            return null;
        }
        boolean capital = Character.isUpperCase(text.charAt(at)) || Character.isTitleCase(text.charAt(at));
        Shape shape = letters == 1 && capital
                ? Shape.INITIAL
                : capitals == letters ? Shape.UPPER : capital ? Shape.CAPITAL : Shape.LOWER;
        return new Word(at, to, shape, flags(text, at, to, hash));
    }

    /** Of a hyphenated word the flags that any part has. */
    private int flags(String text, int from, int to, long hash) {
        int flags = names.flags(hash);
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '-') {
                flags |= names.flags(text, from, i) | names.flags(text, i + 1, to);
            }
        }
        return flags;
    }

    private static boolean isPossessive(String text, int at) {
        return text.charAt(at) != '-'
                && text.startsWith("s", at + 1)
                && (at + 2 >= text.length() || !isLetter(text.charAt(at + 2)));
    }

    private static boolean isLetter(char c) {
        return c != '_' && Letters.isLetter(c);
    }

    private static boolean mayPrecede(String text, int at) {
        char c = text.charAt(at - 1);
        return c == ' '
                || c == '\n'
                || c == '\t'
                || c == '\r'
                || "\"'`([<>:,;*|\u201c\u2018\u2014\u2013?!=".indexOf(c) >= 0;
    }

    private static boolean mayFollow(String text, int at) {
        if (at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        if (c == '.' || c == ':' || c == '-') {
            return at + 1 >= text.length()
                    || (!Letters.isWord(text.charAt(at + 1)) && "/:.-".indexOf(text.charAt(at + 1)) < 0);
        }
        return c <= ' ' || "\"'`)]<>,;!?|*\u2019\u201d\u2014\u2013\u2026".indexOf(c) >= 0;
    }
}
