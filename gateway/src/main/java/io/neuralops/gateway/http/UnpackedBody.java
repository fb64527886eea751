package io.neuralops.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that came as gzip, unpacked no faster than it is read. */
final class UnpackedBody implements ReadStream<Buffer> {
    /** After so many bytes others of the event loop have their turn. */
    private static final int TURN = 256 << 10;

    private final ReadStream<Buffer> packed;
    private final Context context;
    private final Gunzip gunzip = new Gunzip();
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private boolean paused = true;
    private boolean pumping;
    /** Input came while pumping. */
    private boolean came;

    private boolean inputEnded;
    private boolean done;

    /** Unpacks a stream, which must be paused. */
    UnpackedBody(ReadStream<Buffer> packed, Context context) {
        this.packed = packed;
        this.context = context;
        packed.exceptionHandler(this::fail);
        packed.handler(part -> {
            if (!done) {
                packed.pause();
                gunzip.feed(part);
                moreCame();
            }
        });
        packed.endHandler(ended -> {
            inputEnded = true;
            moreCame();
        });
    }

    private void moreCame() {
        came = true;
        pump();
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            do {
                came = false;
                unpack();
            } while (came);
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            pumping = false;
        }
    }

    private void unpack() {
        int turn = 0;
        while (!paused && !done) {
            Buffer piece = gunzip.next();
            if (piece == null) {
                needMore();
                return;
            }
            if (handler != null) {
                handler.handle(piece);
            }
            turn += piece.length();
            if (turn >= TURN) {
                context.runOnContext(later -> pump());
                return;
            }
        }
    }

    private void needMore() {
        if (!inputEnded) {
            packed.resume();
            return;
        }
        gunzip.finish();
        end();
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    private void fail(Throwable cause) {
        if (!done) {
            end();
            // What still comes is not looked at.
            packed.resume();
            if (exceptionHandler != null) {
                exceptionHandler.handle(cause);
            }
        }
    }

    private void end() {
        done = true;
        gunzip.close();
    }

    @Override
    public UnpackedBody handler(@Nullable Handler<Buffer> data) {
        handler = data;
        if (data == null && !done) {
            end();
            packed.resume();
        }
        return this;
    }

    @Override
    public UnpackedBody endHandler(@Nullable Handler<Void> end) {
        endHandler = end;
        return this;
    }

    @Override
    public UnpackedBody exceptionHandler(@Nullable Handler<Throwable> failed) {
        exceptionHandler = failed;
        return this;
    }

    @Override
    public UnpackedBody pause() {
        paused = true;
        if (!done) {
            packed.pause();
        }
        return this;
    }

    @Override
    public UnpackedBody resume() {
        paused = false;
        if (done) {
            packed.resume();
        } else {
            pump();
        }
        return this;
    }

    @Override
    public UnpackedBody fetch(long amount) {
        return resume();
    }
}
