package io.neuralops.sql.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tenants their part of tables that came with a newer version. Each tenant in a transaction of its own: the locks of
 * all of them together would not fit into the server's table of locks, and whoever dies half way goes on at the next start.
 */
final class PgTenantTables {
    private static final Logger LOG = LoggerFactory.getLogger(PgTenantTables.class);
    private static final int TELL_EVERY = 100;

    private PgTenantTables() {}

    /** Makes what is missing. Takes a connection of the owner that commits each statement. */
    static void complete(Connection owner) throws SQLException {
        Map<String, String> lacking = lacking(owner);
        int done = 0;
        try (PreparedStatement onboard = owner.prepareStatement("SELECT public.onboard_tenant(?, ?)")) {
            for (Map.Entry<String, String> tenant : lacking.entrySet()) {
                onboard.setString(1, tenant.getKey());
                onboard.setString(2, tenant.getValue());
                onboard.execute();
                if (++done % TELL_EVERY == 0) {
                    LOG.info("{} of {} tenants have the tables of this version", done, lacking.size());
                }
            }
        }
    }

    private static Map<String, String> lacking(Connection owner) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT tenant, display_name FROM public.tenants_lacking_tables()")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }
}
