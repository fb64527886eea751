package io.neuralops.gateway.load;

import io.neuralops.gateway.config.StrictYaml;
import java.io.IOException;
import java.nio.file.Path;

/** Reads scenarios. */
public final class ScenarioFile {
    private final StrictYaml<Scenario> yaml = new StrictYaml<>(Scenario.class, "scenario", "url");

    /** A scenario in a file. */
    public Scenario read(Path file) throws IOException {
        return yaml.read(file);
    }

    /** A scenario as text. */
    Scenario parse(String text) {
        return yaml.parse(text);
    }
}
