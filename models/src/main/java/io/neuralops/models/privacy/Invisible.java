package io.neuralops.models.privacy;

/** Characters that show nothing though they are no format characters: fillers and variation selectors. */
final class Invisible {
    private Invisible() {}

    static boolean is(int codePoint) {
        return codePoint == 0x034f
                || codePoint == 0x115f
                || codePoint == 0x1160
                || codePoint == 0x17b4
                || codePoint == 0x17b5
                || (codePoint >= 0x180b && codePoint <= 0x180f)
                || codePoint == 0x2800
                || codePoint == 0x3164
                || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
                || codePoint == 0xffa0
                || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
    }
}
