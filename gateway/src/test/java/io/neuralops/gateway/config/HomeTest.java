package io.neuralops.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path folder;

    @Test
    void oneOwnerAtATime() {
        Path home = folder.resolve("a/b");
        try (Home owner = Home.take(home).orElseThrow()) {
            assertThat(Home.take(home)).isEmpty();
            owner.announce("http://127.0.0.1:1");
            assertThatThrownBy(() -> Home.takeOrRefuse(home))
                    .hasMessageContainingAll(home.toString(), "serves http://127.0.0.1:1", "NEURALOPS_HOME");
        }
        Home.take(home).orElseThrow().close();
    }

    @Test
    void theAddressIsThereWhileItIsServed() {
        try (Home owner = Home.take(folder).orElseThrow()) {
            assertThat(Home.serviceAt(folder)).isEmpty();
            owner.announce("http://127.0.0.1:1");
            owner.announce("http://127.0.0.1:2");
            assertThat(Home.serviceAt(folder)).hasValue("http://127.0.0.1:2");
        }
        assertThat(Home.serviceAt(folder)).isEmpty();
    }

    @Test
    void theAddressOfAnOwnerThatWasKilledIsForgotten() throws Exception {
        Files.writeString(folder.resolve("service.url"), "http://127.0.0.1:1");

        try (Home owner = Home.take(folder).orElseThrow()) {
            assertThat(owner).isNotNull();
            assertThat(Home.serviceAt(folder)).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Home.take(file.resolve("home")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }
}
