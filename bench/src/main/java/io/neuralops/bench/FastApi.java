package io.neuralops.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The peer in {@code bench/peers/fastapi}: FastAPI, uvicorn and scikit-learn, where they are installed. */
final class FastApi {
    /** What it is made of, and the packages of Debian that have it. */
    private static final Map<String, String> PACKAGES = new TreeMap<>(Map.of(
            "fastapi", "python3-fastapi",
            "uvicorn", "python3-uvicorn",
            "uvloop", "python3-uvloop",
            "httptools", "python3-httptools",
            "scikit-learn", "python3-sklearn"));

    private static final String PROBE = """
            import platform, sys
            from importlib.metadata import PackageNotFoundError, version
            print("python", platform.python_version())
            for name in sys.argv[1:]:
                try:
                    print(name, version(name))
                except PackageNotFoundError:
                    pass
            """;

    private FastApi() {}

    /** Whether there is what it takes. */
    sealed interface Found {
        /**
         * It can be run.
         *
         * @param versions of Python and of what it is made of
         */
        record Installed(String python, Map<String, String> versions) implements Found {}

        /** It can't. */
        record Missing(List<String> packages) implements Found {
            /** For the report and for whoever reads it. */
            String why() {
                return "not installed: " + String.join(", ", packages) + ". Debian: apt-get install "
                        + String.join(" ", packages);
            }
        }
    }

    /** Looks for a Python that has all, in the order given; else says what the one with most of it lacks. */
    static Found find(List<String> pythons) throws InterruptedException {
        List<String> missing = new ArrayList<>(PACKAGES.values());
        missing.addFirst("python3");
        for (String python : pythons) {
            Map<String, String> versions = versions(python);
            List<String> lacking = new ArrayList<>();
            PACKAGES.forEach((name, debian) -> {
                if (!versions.containsKey(name)) {
                    lacking.add(debian);
                }
            });
            if (lacking.isEmpty() && versions.containsKey("python")) {
                return new Found.Installed(python, versions);
            }
            missing = lacking.size() < missing.size() ? lacking : missing;
        }
        return new Found.Missing(List.copyOf(missing));
    }

    private static Map<String, String> versions(String python) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, "-c", PROBE));
        command.addAll(PACKAGES.keySet());
        Map<String, String> versions = new LinkedHashMap<>();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                printed.lines()
                        .map(line -> line.split(" ", 2))
                        .filter(words -> words.length == 2)
                        .forEach(words -> versions.put(words[0], words[1]));
            }
        } catch (IOException noSuchProgram) {
            return Map.of();
        }
        return versions;
    }

    /** Starts it, with uvicorn's settings for production. */
    static Serving start(Found.Installed installed, Path folder, int workers) throws IOException {
        int port = ServiceProcess.freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        installed.python(),
                        "-m",
                        "uvicorn",
                        "--app-dir",
                        folder.toString(),
                        "app:app",
                        "--loop",
                        "uvloop",
                        "--http",
                        "httptools",
                        "--no-access-log",
                        "--log-level",
                        "warning",
                        "--workers",
                        Integer.toString(workers),
                        "--port",
                        Integer.toString(port))
                .inheritIO();
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return EchoProcess.awaited(new Serving(builder.start(), port));
    }
}
