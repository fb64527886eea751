package io.neuralops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers that the service is compared with, as far as they are there. */
final class Peers implements AutoCloseable {
    private final Workspace work;
    private final Serving service;
    private final FastApi.Found found;
    private final Map<String, Serving> running;

    private Peers(Workspace work, Serving service, FastApi.Found found, Map<String, Serving> running) {
        this.work = work;
        this.service = service;
        this.found = found;
        this.running = running;
    }

    /**
     * Starts those that answer by themselves; {@link #echo} is started anew for each answer.
     *
     * @param folder where their sources are
     */
    static Peers start(Workspace work, Serving service, FastApi.Found found, Path folder)
            throws IOException, InterruptedException {
        Peers peers = new Peers(work, service, found, new LinkedHashMap<>());
        if (found instanceof FastApi.Found.Installed installed) {
            try {
                Path app = folder.resolve("fastapi");
                peers.running.put(Scenarios.FASTAPI, FastApi.start(installed, app, 1));
                peers.running.put(
                        Scenarios.FASTAPI_WORKERS,
                        FastApi.start(installed, app, Runtime.getRuntime().availableProcessors()));
            } catch (IOException | RuntimeException e) {
                peers.close();
                throw e;
            }
        }
        return peers;
    }

    /** The least that could be done: the same answer each time. */
    Serving echo(byte[] answer) throws IOException {
        return EchoProcess.start(work, service, answer);
    }

    /** Where those of some names are that are there. */
    Map<String, Integer> ports(List<String> names, Serving echo) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String name : names) {
            Serving serving = name.equals(Scenarios.ECHO) ? echo : running.get(name);
            if (serving != null) {
                ports.put(name, serving.port());
            }
        }
        return ports;
    }

    /** Who is not there, and why. */
    Map<String, String> skipped() {
        return found instanceof FastApi.Found.Missing missing
                ? Map.of(Scenarios.FASTAPI, missing.why(), Scenarios.FASTAPI_WORKERS, missing.why())
                : Map.of();
    }

    /** For the report. */
    Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put(
                Scenarios.ECHO,
                "vert.x " + io.vertx.core.Vertx.class.getPackage().getImplementationVersion() + ", same JVM and flags");
        switch (found) {
            case FastApi.Found.Missing missing -> about.put(Scenarios.FASTAPI, missing.why());
            case FastApi.Found.Installed installed -> {
                about.put(Scenarios.FASTAPI, fastApi(installed, 1));
                about.put(
                        Scenarios.FASTAPI_WORKERS,
                        fastApi(installed, Runtime.getRuntime().availableProcessors()));
            }
        }
        return about;
    }

    private static Map<String, Object> fastApi(FastApi.Found.Installed installed, int workers) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("workers", workers);
        about.put("storage", "none, memory only");
        about.put("versions", installed.versions());
        return about;
    }

    @Override
    public void close() throws InterruptedException {
        for (Serving serving : running.values()) {
            serving.close();
        }
    }
}
