package io.neuralops.models.privacy;

/** Values of options of a command that are secret: {@code --password x}. */
final class OptionValues implements Detector {
    private static final int MAX_NAME = 64;

    @Override
    public int find(String text, int at, Spans found) {
        if (!text.startsWith("--", at) || (at > 0 && text.charAt(at - 1) > ' ')) {
            return at;
        }
        int name = at + 2;
        int nameEnd = Letters.run(text, name, name + MAX_NAME, Assignments::isName);
        int from = nameEnd + 1;
        if (!text.startsWith(" ", nameEnd) || from >= text.length() || !SecretNames.is(text, name, nameEnd)) {
            return at;
        }
        int end = text.charAt(from) == '-' || Assignments.placeholder(text, from)
                ? from
                : Assignments.valueEnd(text, from, text.length());
        if (end == from) {
            return at;
        }
        found.add(Kind.SECRET, text, from, end);
        return end;
    }
}
