package io.neuralops.verticles.profiler.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds out the addresses of a name. Blocking. */
@FunctionalInterface
public interface Resolver {
    /** As the machine does. */
    Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /** The addresses of a name, the one to be taken first. */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
