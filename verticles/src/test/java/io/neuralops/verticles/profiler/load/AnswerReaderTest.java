package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.profiler.load.AnswerReader.State;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers come to, in whatever pieces they arrive. A bar stands for the end of a line. */
class AnswerReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "HTTP/1.1 200 OK|Content-Length: 5||hello ! 200 ! hello ! false",
                "HTTP/1.1 200|content-length:5|Content-Length: \t5 ||hello ! 200 ! hello ! false",
                "HTTP/1.1 404 Not Found|Content-Length: 0|| ! 404 ! '' ! false",
                "HTTP/1.1 204 No Content|| ! 204 ! '' ! false",
                "HTTP/1.1 304 Not Modified|Content-Length: 7|| ! 304 ! '' ! false",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|| ! 200 ! hello ! false",
                "HTTP/1.1 200 OK|TRANSFER-ENCODING: gzip, Chunked||2;a=b|he|00a |llo, world|0|Sum: x|| ! 200 ! 'hello, world' ! false",
                "HTTP/1.1 103 Early Hints|Link: <x>||HTTP/1.1 100 Continue||HTTP/1.1 201 Created|Content-Length: 1||x ! 201 ! x ! false",
                "HTTP/1.1 200 OK|Connection: close|Content-Length: 1||x ! 200 ! x ! true",
                "HTTP/1.1 200 OK|Content-Length: 1|Connection: upgrade, Close||x ! 200 ! x ! true",
                "HTTP/1.0 200 OK|Content-Length: 1||x ! 200 ! x ! true",
                "HTTP/1.0 200 OK|Content-Length: 1|Connection: Keep-Alive||x ! 200 ! x ! false",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 3||1|x|0|| ! 200 ! x ! true",
                "HTTP/1.1 200 OK|Content-Length: 1||xHTTP/1.1 200 OK|Content-Length: 1||y ! 200 ! x ! true"
            })
    void isTheSameInAnyPieces(String text, int status, String body, boolean last) {
        byte[] bytes = bytes(text);
        for (int first = 0; first <= bytes.length; first++) {
            Read read = new Read(false);
            read.take(Arrays.copyOfRange(bytes, 0, first));
            read.take(Arrays.copyOfRange(bytes, first, bytes.length));
            assertThat(read.reader.state()).isEqualTo(State.COMPLETE);
            assertThat(read.reader.status()).isEqualTo(status);
            assertThat(read.body).hasToString(body);
            // What follows a whole answer, in a piece of its own, is seen by whoever sent no other request.
            assertThat(read.reader.last() || read.unread).isEqualTo(last);
        }
        Read slowly = new Read(false);
        for (byte one : bytes) {
            slowly.take(new byte[] {one});
        }
        assertThat(slowly.reader.state()).isEqualTo(State.COMPLETE);
        assertThat(slowly.body).hasToString(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK||some",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip||some",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip|Content-Length: 3||some"
            })
    void withoutALengthItEndsWithTheConnection(String text) {
        Read read = new Read(false);
        read.take(bytes(text));

        assertThat(read.reader.state()).isEqualTo(State.UNDER_WAY);
        assertThat(read.reader.endsWithConnection()).isTrue();
        assertThat(read.reader.last()).isTrue();
        assertThat(read.body).hasToString("some");
    }

    @Test
    void onlyItsHeadIsReadWhereThereIsNoMore() {
        Read read = new Read(true);
        read.take(bytes("HTTP/1.1 200 OK|Content-Length: 1000||"));

        assertThat(read.reader.state()).isEqualTo(State.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense|",
                "|",
                "HTTP/2 200 OK|",
                "HTTP/1.1 20 OK|",
                "HTTP/1.1 2000|",
                "HTTP/1.1 099 x|",
                "http/1.1 200 OK|",
                "HTTP/1.1 101 Switching Protocols|",
                "HTTP/1.1 200 OK|no colon|",
                "HTTP/1.1 200 OK|: no name|",
                "HTTP/1.1 200 OK|A: b| folded|",
                "HTTP/1.1 200 OK|Content-Length : 1|",
                "HTTP/1.1 200 OK|Content-Length: |",
                "HTTP/1.1 200 OK|Content-Length: -1|",
                "HTTP/1.1 200 OK|Content-Length: +1|",
                "HTTP/1.1 200 OK|Content-Length: 1, 1|",
                "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2|",
                "HTTP/1.1 200 OK|Content-Length: 99999999999999999999|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|xy|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||fffffffffffffffff|"
            })
    void whatCantBeUnderstoodIsBroken(String text) {
        Read read = new Read(false);
        read.take(bytes(text));

        assertThat(read.reader.state()).isEqualTo(State.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK|", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||", "HTTP/1.1 100 Go on||"})
    void noLineGrowsWithoutABound(String before) {
        Read endless = new Read(false);
        endless.take(bytes(before));
        long sent = 0;
        while (endless.reader.state() == State.UNDER_WAY) {
            endless.take("1234567890".getBytes(StandardCharsets.US_ASCII));
            sent += 10;
        }
        assertThat(endless.reader.state()).isEqualTo(State.BROKEN);
        assertThat(sent).isLessThan(70_000);
    }

    @Test
    void norDoHeadersOrAnswersBeforeTheAnswer() {
        for (String again : new String[] {"A: b|", "HTTP/1.1 100 Go on||"}) {
            Read endless = new Read(false);
            endless.take(bytes(again.startsWith("A") ? "HTTP/1.1 200 OK|" : ""));
            long sent = 0;
            while (endless.reader.state() == State.UNDER_WAY && sent < 1_000_000) {
                endless.take(bytes(again));
                sent += again.length();
            }
            assertThat(endless.reader.state()).isEqualTo(State.BROKEN);
        }
    }

    private static byte[] bytes(String text) {
        return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Read {
        private final AnswerReader reader;
        private final StringBuilder body = new StringBuilder();
        private boolean unread;

        Read(boolean onlyHead) {
            reader = new AnswerReader(onlyHead);
        }

        void take(byte[] piece) {
            unread |= piece.length > 0 && reader.state() == State.COMPLETE;
            reader.read(
                    piece,
                    (bytes, from, to) -> body.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
        }
    }
}
