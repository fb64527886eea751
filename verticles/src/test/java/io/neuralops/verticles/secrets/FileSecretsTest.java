package io.neuralops.verticles.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretsTest extends SecretsContract {
    @TempDir
    private Path folder;

    @Override
    protected FileSecrets open() {
        return new FileSecrets(folder.resolve("home/keys"));
    }

    @Override
    protected void copy(String from, String to) throws IOException {
        Files.copy(file(from), file(to), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void onlyTheOwnerCanReadThemAndNoDraftIsLeft() throws IOException {
        secrets.put("one", new Secret(0, Map.of("a", "b")));
        secrets.put("one", new Secret(1, Map.of("a", "c")));
        secrets.put("one", new Secret(1, Map.of("a", "d")));

        assertThat(mode(folder.resolve("home/keys"))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.resolve("home/keys"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void aFileThatOthersCanReadIsRefusedAtTheStartToo() throws IOException {
        secrets.put("one", new Secret(0, Map.of("a", "b")));
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw-rw----", "rwx------"}) {
            Files.setPosixFilePermissions(file("one"), PosixFilePermissions.fromString(mode));

            assertThatThrownBy(() -> secrets.find("one"))
                    .isInstanceOf(UnusableSecret.class)
                    .hasMessageContainingAll(file("one").toString(), "chmod 600");
            assertThatThrownBy(() -> open().checked()).hasMessageContaining("chmod 600");
        }
        Files.setPosixFilePermissions(file("one"), PosixFilePermissions.fromString("r--------"));
        assertThat(open().checked().find("one")).isPresent();
    }

    @Test
    void anEmptyFileIsRefusedAndNotReplaced() throws IOException {
        secrets.put("one", new Secret(0, Map.of("a", "b")));
        Files.write(file("one"), new byte[0]);

        assertThatThrownBy(() -> secrets.find("one"))
                .hasMessageContainingAll(file("one").toString(), "is empty");
        assertThatThrownBy(() -> open().checked()).hasMessageContaining("is empty");
        assertThatThrownBy(() -> secrets.findOrMake("one", () -> Map.of("a", "c")))
                .isInstanceOf(UnusableSecret.class);
        assertThat(file("one")).isEmptyFile();
    }

    @Test
    void aFileThatIsCutShortAnywhereOrChangedIsRefusedAndNotReplaced() throws IOException {
        secrets.put("one", new Secret(0, Map.of("a", "b", "c", "planted-in-a-file")));
        byte[] whole = Files.readAllBytes(file("one"));
        for (int length = 1; length < whole.length; length++) {
            Files.write(file("one"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> secrets.findOrMake("one", () -> Map.of("a", "b")))
                    .isInstanceOf(UnusableSecret.class)
                    .hasMessageContainingAll(file("one").toString(), "cut short")
                    .hasMessageNotContaining("planted");
            assertThat(file("one")).hasSize(length);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 4;
            Files.write(file("one"), changed);
            assertThatThrownBy(() -> secrets.find("one")).isInstanceOf(UnusableSecret.class);
        }
        Files.write(file("one"), new byte[100_000]);
        assertThatThrownBy(() -> secrets.find("one")).hasMessageContaining("too large");
    }

    @Test
    void filesOfEarlierBuildsAreTaken() throws IOException, GeneralSecurityException {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        old("pseudonym-acme", key);
        old("postgres-login", "cGFzc3dvcmQ".getBytes(StandardCharsets.US_ASCII));
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] secretHalf = pair.getPrivate().getEncoded();
        byte[] publicHalf = pair.getPublic().getEncoded();
        old(
                "report-signing",
                ByteBuffer.allocate(8 + secretHalf.length + publicHalf.length)
                        .putInt(secretHalf.length)
                        .put(secretHalf)
                        .putInt(publicHalf.length)
                        .put(publicHalf)
                        .array());
        TokenKey tokens = TokenKey.of(new FileSecrets(folder.resolve("other")));
        old("token-signing", (tokens.privatePem() + "\n\n" + tokens.publicPem()).getBytes(StandardCharsets.US_ASCII));

        assertThat(secrets.find("pseudonym-acme"))
                .contains(new Secret(1, Map.of("k1", Base64.getEncoder().encodeToString(key))));
        assertThat(new KeptPassword(secrets).password()).contains("cGFzc3dvcmQ");
        assertThat(secrets.signer().sign(key).publicKey())
                .isEqualTo(Base64.getEncoder().encodeToString(publicHalf));
        assertThat(TokenKey.of(secrets)).isEqualTo(tokens);
        assertThat(secrets.put("pseudonym-acme", new Secret(1, Map.of("k1", "a", "k2", "b"))))
                .isTrue();
        assertThat(Files.readString(file("pseudonym-acme"))).startsWith("neuralops-key 2\n");
    }

    @Test
    void filesOfEarlierBuildsThatAreCutShortAreRefused() throws IOException {
        old("pseudonym-acme", new byte[31]);
        old("postgres-login", new byte[] {'a', 0});
        old("report-signing", new byte[100]);
        old("token-signing", "-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII));
        old("other", new byte[32]);
        for (String name :
                new String[] {"pseudonym-acme", "postgres-login", "report-signing", "token-signing", "other"}) {
            assertThatThrownBy(() -> secrets.find(name))
                    .isInstanceOf(UnusableSecret.class)
                    .hasMessageContainingAll(file(name).toString(), "cut short");
        }
    }

    @Test
    void aKeyThatCantSignIsToldByName() {
        secrets.put("report-signing", new Secret(0, Map.of("private_key", "planted", "public_key", "AAAA")));

        assertThatThrownBy(() -> secrets.signer().sign(new byte[1]))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("report-signing")
                .hasMessageNotContaining("planted")
                .hasNoCause();
    }

    private void old(String name, byte[] bytes) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.deleteIfExists(file(name));
        Files.createFile(
                file(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file(name), bytes);
    }

    private Path file(String name) {
        return folder.resolve("home/keys").resolve(name + ".key");
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
