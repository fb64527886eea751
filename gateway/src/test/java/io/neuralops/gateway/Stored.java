package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that is kept of a home: its files byte by byte, and every table of its database in PostgreSQL as text. */
final class Stored {
    private static final String TABLES = "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm')"
            + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1";

    private Stored() {}

    /** From the name of a file or a table to what is in it, a character for each byte. */
    static Map<String, String> of(Path home) {
        Map<String, String> stored = files(home);
        if (TestPostgres.wanted()) {
            stored.putAll(tables(TestPostgres.shared().dsn(home)));
        }
        return stored;
    }

    /** What is in the files of a folder. */
    static Map<String, String> files(Path folder) {
        Map<String, String> stored = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                read(folder, file, stored);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stored;
    }

    private static void read(Path folder, Path file, Map<String, String> stored) throws IOException {
        try {
            stored.put(folder.relativize(file).toString(), Files.readString(file, ISO_8859_1));
        } catch (NoSuchFileException gone) {
            // A log that was carried over meanwhile.
        }
    }

    /** What is in the tables of a database in PostgreSQL. */
    static Map<String, String> tables(String dsn) {
        Map<String, String> stored = new LinkedHashMap<>();
        for (String table : TestPostgres.sql(dsn, TABLES)) {
            List<String> rows = TestPostgres.sql(dsn, "SELECT t::text FROM " + table + " t");
            stored.put(table, String.join("\n", rows));
        }
        return stored;
    }
}
