package io.neuralops.verticles.secrets.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the authorities of a PEM file, and in no others. */
final class Trust {
    private Trust() {}

    /** Reads the file; fails if it holds none. */
    static SSLContext in(Path pem) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> authorities;
        try (InputStream file = Files.newInputStream(pem)) {
            authorities = CertificateFactory.getInstance("X.509").generateCertificates(file);
        }
        if (authorities.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
