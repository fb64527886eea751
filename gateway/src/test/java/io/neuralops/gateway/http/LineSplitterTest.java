package io.neuralops.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final int MAX = 40;

    @RepeatedTest(200)
    void anyChunksOfTheSameBytesGiveTheSameLines(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append("ä€x {}\r\t".repeat(2), 0, random.nextInt(14)).append(random.nextInt(3) == 0 ? "\n\n" : "\n");
        }
        text.append(random.nextBoolean() ? "end" : "");
        byte[] bytes = text.toString().getBytes(UTF_8);
        List<String> expected = Arrays.stream(text.toString().split("\n", -1))
                .filter(line -> line.chars().anyMatch(c -> c > ' '))
                .toList();

        LineSplitter splitter = new LineSplitter(MAX);
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(25));
            add(lines, splitter.feed(Buffer.buffer(Arrays.copyOfRange(bytes, from, to))));
            from = to;
        }
        add(lines, splitter.end());

        assertThat(lines).isEqualTo(expected);
    }

    @Test
    void aLineThatIsTooLongIsRefusedHoweverItComes() {
        String longer = "x".repeat(MAX + 1);

        for (int chunk : new int[] {1, 7, MAX + 2}) {
            LineSplitter splitter = new LineSplitter(MAX);
            byte[] bytes = (longer + "\n").getBytes(UTF_8);
            assertThatThrownBy(() -> {
                        for (int from = 0; from < bytes.length; from += chunk) {
                            splitter.feed(Buffer.buffer(
                                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk))));
                        }
                    })
                    .isInstanceOfSatisfying(
                            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.TooLarge.class));
        }
    }

    @Test
    void aLineOfTheGreatestLengthIsTaken() {
        LineSplitter splitter = new LineSplitter(MAX);

        assertThat(splitter.feed(Buffer.buffer("x".repeat(MAX) + "\n"))).hasSize(1);
        assertThat(splitter.end()).isEmpty();
    }

    private static void add(List<String> lines, List<byte[]> more) {
        more.forEach(line -> lines.add(new String(line, UTF_8)));
    }
}
