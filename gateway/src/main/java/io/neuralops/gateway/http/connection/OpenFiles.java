package io.neuralops.gateway.http.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** How many files, and so connections, the process may have open. */
public final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);
    /** For the databases, the jar, models and what else is open. */
    private static final int OTHERS = 512;

    private OpenFiles() {}

    /** The connections that are wanted, or as many as fit. Without files left not even a database could be opened. */
    public static int room(int wanted) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return wanted;
        }
        long fit = Math.max(1, system.getMaxFileDescriptorCount() - OTHERS);
        if (fit >= wanted) {
            return wanted;
        }
        String told = "the process may have {} files open (ulimit -n): at most {} connections are taken";
        LOG.atLevel(fit < wanted / 2 ? Level.INFO : Level.DEBUG).log(told, fit + OTHERS, fit);
        return (int) fit;
    }
}
