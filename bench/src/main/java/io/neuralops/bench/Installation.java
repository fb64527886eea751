package io.neuralops.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A service with a home of its own, on a database of its own in a PostgreSQL. */
record Installation(ServiceProcess service, TenantTokens minting, String database, String dsn)
        implements AutoCloseable {
    static Installation of(Path launcher, Workspace work, PostgresProcess server, String name) throws SQLException {
        String dsn = server.database(name);
        Map<String, String> environment = new HashMap<>(Settings.tokensRequired());
        environment.put("POSTGRES_DSN", dsn);
        // Thousands of lines a second on the same terminal would be measured too.
        environment.put("NEURALOPS_ACCESS_LOG", "errors");
        Path home = work.file(name);
        return new Installation(new ServiceProcess(launcher, home, environment), new TenantTokens(home), name, dsn);
    }

    @Override
    public void close() {
        service.close();
        minting.close();
    }
}
