package io.neuralops.gateway;

import io.neuralops.sql.postgres.PgDsn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the service and PostgreSQL, message by message: it notes what is said, cuts a connection at a COMMIT, or
 * lets nobody through.
 */
final class DatabaseProxy implements AutoCloseable {
    private static final int LENGTH_BYTES = 4;

    private final PgDsn server;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private final AtomicReference<@Nullable List<Message>> notes = new AtomicReference<>();
    /** The connections with a transaction that has not ended. */
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();

    private volatile boolean away;
    /** Until a word was said to the server, nothing of what it says is passed on. */
    private volatile @Nullable Hold hold;

    private record Hold(String word, CountDownLatch said) {}

    /** When to cut the connection on which the next COMMIT comes, which is done once. */
    enum Cut {
        NONE,
        BEFORE_THE_SERVER_HEARS_IT,
        BEFORE_ITS_ANSWER_ARRIVES,
        /** The same, and from then on nobody gets through. */
        BEFORE_ITS_ANSWER_ARRIVES_FOR_GOOD
    }

    /** A message of the protocol; {@code type} is nought for the first of a connection. */
    record Message(boolean toServer, int type, byte[] body) {
        boolean says(String word) {
            return toServer && type == 'Q' && new String(body, StandardCharsets.UTF_8).startsWith(word);
        }

        boolean endsTransaction() {
            return !toServer && type == 'Z' && body[0] == 'I';
        }
    }

    DatabaseProxy(String dsn) throws IOException {
        server = PgDsn.parse(dsn);
        listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon(true).start(this::accept);
    }

    /** The database, through this. */
    String dsn() {
        return "postgres://" + server.user() + ":" + server.password() + "@127.0.0.1:" + listener.getLocalPort() + "/"
                + server.database() + "?sslmode=disable";
    }

    void cutNext(Cut cut) {
        next.set(cut);
    }

    /** Passes nothing on that the server says until it is told a statement that has this word. */
    void holdUntilSaid(String word) {
        hold = new Hold(word, new CountDownLatch(1));
    }

    /** From now on whoever connects gets through again. */
    void heal() {
        away = false;
    }

    /** Notes what is said while something is done, until its transactions have ended. */
    List<Message> during(Runnable action) {
        Await.until("what was before to end", busy::isEmpty);
        List<Message> said = new ArrayList<>();
        notes.set(said);
        action.run();
        Await.until("it to end", busy::isEmpty);
        notes.set(null);
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(DatabaseProxy::end);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (away) {
                    client.close();
                } else {
                    relay(client, new Socket(server.host(), server.port()));
                }
            } catch (IOException closed) {
                // The next one may get through.
            }
        }
    }

    private void relay(Socket client, Socket upstream) throws IOException {
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        AtomicReference<Cut> cut = new AtomicReference<>(Cut.NONE);
        Thread.ofPlatform().daemon(true).start(() -> pump(client, upstream, true, cut));
        Thread.ofPlatform().daemon(true).start(() -> pump(upstream, client, false, cut));
    }

    private void pump(Socket from, Socket to, boolean toServer, AtomicReference<Cut> cut) {
        try {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(from.getInputStream()));
            DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(to.getOutputStream()));
            boolean first = toServer;
            while (pass(new Message(toServer, first ? 0 : in.readUnsignedByte(), body(in)), out, cut)) {
                first = false;
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException gone) {
            // So is the other side.
        } finally {
            busy.remove(cut);
            end(from);
            end(to);
        }
    }

    /** Whether the connection goes on. */
    private boolean pass(Message message, DataOutputStream out, AtomicReference<Cut> cut) throws IOException {
        if (!message.toServer() && cut.get() != Cut.NONE) {
            return false;
        }
        note(message);
        await(message);
        if (message.says("BEGIN")) {
            busy.add(cut);
        } else if (message.endsTransaction()) {
            busy.remove(cut);
        }
        if (message.says("COMMIT")) {
            Cut now = next.getAndSet(Cut.NONE);
            cut.set(now);
            away = away || now == Cut.BEFORE_ITS_ANSWER_ARRIVES_FOR_GOOD;
            if (now == Cut.BEFORE_THE_SERVER_HEARS_IT) {
                return false;
            }
        }
        if (message.type() != 0) {
            out.writeByte(message.type());
        }
        out.writeInt(message.body().length + LENGTH_BYTES);
        out.write(message.body());
        return true;
    }

    private void await(Message message) throws IOException {
        Hold holding = hold;
        if (holding == null) {
            return;
        }
        if (!message.toServer()) {
            try {
                holding.said().await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        } else if (new String(message.body(), StandardCharsets.ISO_8859_1).contains(holding.word())) {
            hold = null;
            holding.said().countDown();
        }
    }

    private void note(Message message) {
        List<Message> said = notes.get();
        if (said != null) {
            synchronized (said) {
                said.add(message);
            }
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt() - LENGTH_BYTES);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
