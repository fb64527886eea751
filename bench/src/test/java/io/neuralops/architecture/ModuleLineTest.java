package io.neuralops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shape of the house. Maven already refuses an import from a module further right; these rules also refuse what a
 * module's transitive class path would let through.
 */
class ModuleLineTest {
    private static final int MAX_LINES = 400;

    private static final List<String> MODULES = List.of("models", "sql", "verticles", "gateway", "bench");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.neuralops");

    @Test
    void theModulesStandInOneLine() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("models")
                .definedBy("io.neuralops.models..")
                .layer("sql")
                .definedBy("io.neuralops.sql..")
                .layer("verticles")
                .definedBy("io.neuralops.verticles..")
                .layer("gateway")
                .definedBy("io.neuralops.gateway..")
                .layer("bench")
                .definedBy("io.neuralops.bench..")
                .whereLayer("models")
                .mayNotAccessAnyLayer()
                .whereLayer("sql")
                .mayOnlyAccessLayers("models")
                .whereLayer("verticles")
                .mayOnlyAccessLayers("models", "sql")
                .whereLayer("gateway")
                .mayOnlyAccessLayers("models", "sql", "verticles")
                .check(CLASSES);
    }

    @Test
    void theDomainKnowsOnlyItsLibraries() {
        classes()
                .that()
                .resideInAPackage("io.neuralops.models..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.neuralops.models..",
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson.annotation..",
                        "org.ejml..",
                        "ai.onnxruntime..",
                        "ai.onnx.proto..",
                        "org.tribuo.util.onnx..",
                        "com.google.protobuf..",
                        "org.jspecify.annotations..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theDomainDoesNotReachOutside() {
        noClasses()
                .that()
                .resideInAPackage("io.neuralops.models..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.net.http..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** The peers that bench compares with may go their own way. */
    @Test
    void onlyStoresSpeakJdbc() {
        noClasses()
                .that()
                .resideInAnyPackage("io.neuralops.verticles..", "io.neuralops.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "sql", "verticles", "gateway", "bench"})
    void packagesOfAModuleFormNoCycle(String module) {
        slices().matching("io.neuralops." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES.that(not(resideInAPackage("..jmh_generated.."))));
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("..jmh_generated..")
                .should()
                .beFinal()
                .because("state that everybody shares cannot be handed in, replaced or reset")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void noSourceFileIsLong() throws IOException {
        Path root = root();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java"))
                                .filter(file -> lines(file) > MAX_LINES)
                                .map(file -> root.relativize(file) + ": " + lines(file) + " lines"))
                        .as("files of more than %d lines", MAX_LINES)
                        .isEmpty();
            }
        }
    }

    /** Surefire starts in the module, an IDE perhaps in the project: the first folder upwards that holds all modules. */
    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, Objects::nonNull, Path::getParent)
                .filter(folder -> MODULES.stream()
                        .allMatch(module ->
                                Files.isDirectory(folder.resolve(module).resolve("src"))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no project above " + start));
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
