package io.neuralops.verticles.idempotency;

import io.neuralops.sql.store.StoredAnswer;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Makes large answers small for the store. That computes for a while, so it is not done on an event loop. */
final class Packing {
    private static final int PACK_FROM_BYTES = 4 << 10;
    private static final String GZIP = "gzip";

    private final Blocking blocking;

    Packing(Blocking blocking) {
        this.blocking = blocking;
    }

    Future<StoredAnswer> pack(GivenAnswer answer) {
        byte[] body = answer.body().getBytes();
        if (body.length < PACK_FROM_BYTES) {
            return Future.succeededFuture(
                    new StoredAnswer(answer.status(), answer.mediaType(), answer.location(), null, body));
        }
        return blocking.run(() -> zip(body))
                .map(small -> new StoredAnswer(answer.status(), answer.mediaType(), answer.location(), GZIP, small));
    }

    Future<GivenAnswer> unpack(StoredAnswer stored) {
        Future<byte[]> body = stored.encoding() == null
                ? Future.succeededFuture(stored.body())
                : blocking.run(() -> unzip(stored.body()));
        return body.map(
                bytes -> new GivenAnswer(stored.status(), stored.mediaType(), stored.location(), Buffer.buffer(bytes)));
    }

    static byte[] zip(byte[] body) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(small)) {
            out.write(body);
        }
        return small.toByteArray();
    }

    static byte[] unzip(byte[] small) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(small))) {
            return in.readAllBytes();
        }
    }
}
