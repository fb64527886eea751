package io.neuralops.verticles.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.tenancy.FileUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTargetTest extends ExportTargetContract {
    @TempDir
    private Path folder;

    private FileTarget target;

    @BeforeEach
    void open() {
        target = new FileTarget(folder);
    }

    @Override
    protected ExportTarget target() {
        return target;
    }

    /** All but what hides. */
    @Override
    protected Map<String, byte[]> seen() {
        Map<String, byte[]> seen = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    seen.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen;
    }

    @Test
    void afterAKillBetweenManifestAndFileBothGo() throws IOException {
        written(target, NAME, content(100));
        Files.write(folder.resolve(NAME.manifestPath()), MANIFEST);

        target.leftovers().getFirst().remove();

        assertThat(seen()).isEmpty();
        assertThat(target.leftovers()).isEmpty();
    }

    @Test
    void whatIsntOursIsLeftAlone() throws IOException {
        Path of = Files.createDirectories(folder.resolve("acme"));
        Files.writeString(of.resolve(".notes.part"), "mine");
        Files.writeString(of.resolve("." + NAME.file().replace("acme", "globex") + ".part"), "not acme's");
        Files.writeString(folder.resolve("readme"), "mine");

        assertThat(target.leftovers()).isEmpty();
    }

    @Test
    void theyGoWithTheTenant() throws IOException {
        TenantId globex = new TenantId("globex");
        written(target, NAME, content(100)).complete(MANIFEST);
        written(target, name("left"), content(100));
        assertThat(target.use(ACME)).isEqualTo(new FileUse("exports", 3, 200 + MANIFEST.length));
        assertThat(target.use(globex)).isEqualTo(new FileUse("exports", 0, 0));

        target.remove(ACME);
        target.remove(globex);

        assertThat(folder.resolve("acme")).doesNotExist();
        assertThat(target.use(ACME).files()).isZero();
    }

    @Test
    void aFullDiskIsToldFromOtherTroubleAndNoPathIsTold() {
        assertThat(FileDraft.failed(new IOException("No space left on device")))
                .hasMessage("there is no room left on the disk");
        assertThat(FileDraft.failed(new FileSystemException("/secret/a", null, "Disk quota exceeded")))
                .hasMessage("there is no room left on the disk");
        assertThat(FileDraft.failed(new FileSystemException("/secret/a", null, "Read-only file system")))
                .hasMessage("the file could not be written");
        FileTarget nowhere = new FileTarget(Path.of("/proc/none"));
        assertThatThrownBy(() -> nowhere.begin(NAME, "text/csv"))
                .isInstanceOf(ExportFailed.class)
                .hasMessage("the file could not be written");
    }
}
