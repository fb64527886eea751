package io.neuralops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastApiTest {
    @TempDir
    Path folder;

    @Test
    void aPythonThatHasAllIsTaken() throws Exception {
        String lacking = python("lacking", "python 3.13.0");
        String whole = python(
                "whole",
                "python 3.11.2",
                "fastapi 0.92.0",
                "httptools 0.1.1",
                "scikit-learn 1.2.1",
                "uvicorn 0.17.6",
                "uvloop 0.17.0");

        FastApi.Found found = FastApi.find(List.of(lacking, whole));

        assertThat(found).isInstanceOfSatisfying(FastApi.Found.Installed.class, installed -> {
            assertThat(installed.python()).isEqualTo(whole);
            assertThat(installed.versions())
                    .containsAllEntriesOf(Map.of("python", "3.11.2", "fastapi", "0.92.0", "scikit-learn", "1.2.1"));
        });
    }

    @Test
    void whatIsMissingIsNamedAsThePackagesToInstall() throws Exception {
        String nothing = python("nothing", "python 3.13.0");
        String some = python("some", "python 3.11.2", "fastapi 0.92.0", "httptools 0.1.1", "uvicorn 0.17.6");

        FastApi.Found found = FastApi.find(List.of(nothing, some));

        assertThat(found).isEqualTo(new FastApi.Found.Missing(List.of("python3-sklearn", "python3-uvloop")));
        assertThat(((FastApi.Found.Missing) found).why())
                .isEqualTo("not installed: python3-sklearn, python3-uvloop."
                        + " Debian: apt-get install python3-sklearn python3-uvloop");
    }

    @Test
    void withoutPythonAllIsMissing() throws Exception {
        String broken = python("broken", "python 3.11.2", "fastapi 0.92.0");
        Files.writeString(Path.of(broken), "exit 1\n", StandardOpenOption.APPEND);

        assertThat(FastApi.find(List.of(folder.resolve("none").toString())))
                .isInstanceOfSatisfying(
                        FastApi.Found.Missing.class,
                        missing -> assertThat(missing.packages())
                                .contains("python3-fastapi", "python3-sklearn", "python3-uvicorn"));
        assertThat(FastApi.find(List.of(broken))).isInstanceOf(FastApi.Found.Missing.class);
    }

    /** A program that prints what a Python would that has some things installed. */
    private String python(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' '" + String.join("' '", lines) + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
