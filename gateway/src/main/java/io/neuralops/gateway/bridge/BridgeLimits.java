package io.neuralops.gateway.bridge;

import io.neuralops.gateway.http.connection.Patience;
import java.time.Duration;

/**
 * What a client of the bridge may take of the service. These are no settings: nobody has a reason to change them, and tests give others.
 *
 * @param connections at a time, in all
 * @param unnamed connections at a time that have not said who they are
 * @param ofTenant connections of a tenant at a time
 * @param knocksPerSecond attempts to connect, in all
 * @param knocksOfTenant attempts of a tenant in a second
 * @param calls of a connection under way at a time; more are not read
 * @param framesPerSecond of a connection, calls left out: those have limits of their own
 * @param naming for saying who one is
 * @param slow for a reader that takes nothing while no more fits into memory
 * @param ping between two pings
 * @param silence after which a connection of which nothing is heard is given up
 * @param farewell for the other side to answer that the connection is closed
 */
public record BridgeLimits(
        int connections,
        int unnamed,
        int ofTenant,
        int knocksPerSecond,
        int knocksOfTenant,
        int calls,
        int framesPerSecond,
        Duration naming,
        Duration slow,
        Duration ping,
        Duration silence,
        Duration farewell) {
    /** Bytes that wait for a reader before it is spared events; what is under way comes on top. */
    static final int QUEUE_BYTES = 256 << 10;
    /** Frames in one message of SockJS. */
    static final int FRAMES_OF_MESSAGE = 64;

    /** The usual ones, as patient as with other callers. */
    public static BridgeLimits of(Patience patience) {
        return new BridgeLimits(
                2_000,
                200,
                500,
                200,
                50,
                16,
                100,
                patience.head().dividedBy(3),
                patience.reading().dividedBy(6),
                patience.head().multipliedBy(2).dividedBy(3),
                patience.head().multipliedBy(2),
                patience.head().dividedBy(6));
    }

    /** The same for fewer connections. */
    public BridgeLimits fewer(int inAll, int notNamed, int ofEachTenant) {
        return new BridgeLimits(
                inAll,
                notNamed,
                ofEachTenant,
                knocksPerSecond,
                knocksOfTenant,
                calls,
                framesPerSecond,
                naming,
                slow,
                ping,
                silence,
                farewell);
    }
}
