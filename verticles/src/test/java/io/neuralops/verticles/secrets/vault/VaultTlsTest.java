package io.neuralops.verticles.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.neuralops.verticles.secrets.Standing;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With whose certificate Vault is believed to be Vault. */
class VaultTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=vault", "-ext", "san=ip:127.0.0.1", "-validity", "2");
        keytool("-exportcert", "-rfc", "-file", certificate().toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/", exchange -> {
            byte[] sealed = "{\"initialized\":true,\"sealed\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(503, sealed.length);
            exchange.getResponseBody().write(sealed);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itsAuthorityMayBeNamedAndOthersAreNotBelieved() {
        assertThat(standing(Settings.trusting(address(), certificate()))).isEqualTo(new Standing.Waiting("sealed"));
        assertThat(standing(Settings.withToken(address())).toString()).contains("certificate is not trusted");
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws Exception {
        for (String text : List.of("", "no certificate")) {
            Path file = Files.writeString(folder.resolve("empty.pem"), text);
            assertThatThrownBy(() -> standing(Settings.trusting(address(), file)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("VAULT_CACERT");
        }
        assertThatThrownBy(() -> standing(Settings.trusting(address(), folder.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Standing standing(VaultSettings settings) {
        VaultSecrets secrets = new VaultSecrets(settings, System::nanoTime);
        secrets.step();
        return secrets.standing();
    }

    private URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    private Path certificate() {
        return folder.resolve("certificate.pem");
    }

    private SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "vault", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve("store.p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
