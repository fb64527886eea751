package io.neuralops.verticles.secrets.vault;

import io.github.jopenlibs.vault.VaultException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the driver's exceptions mean. Their messages hold whole answers, and so go nowhere. */
final class Troubles {
    private static final int DEPTH = 8;

    private Troubles() {}

    static VaultTrouble of(VaultException e) {
        return e.getHttpStatusCode() == 0 ? ofConnection(e) : ofStatus(e);
    }

    private static VaultTrouble ofStatus(VaultException e) {
        int status = e.getHttpStatusCode();
        if (status == 403) {
            return VaultTrouble.denied("denied");
        }
        if (status == 503
                && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("sealed")) {
            return VaultTrouble.passing("sealed");
        }
        return status >= 400 && status < 500 && status != 412 && status != 429
                ? VaultTrouble.refused("refused with status " + status)
                : VaultTrouble.passing("it answers with status " + status);
    }

    private static VaultTrouble ofConnection(VaultException e) {
        @Nullable Throwable cause = e;
        for (int i = 0; cause != null && i < DEPTH; i++) {
            switch (cause) {
                case IllegalStateException defect -> throw defect;
                case NotVault not -> {
                    return VaultTrouble.passing("it " + not.getMessage());
                }
                case HttpTimeoutException late -> {
                    return VaultTrouble.passing("no answer in time");
                }
                case SSLException ssl -> {
                    return VaultTrouble.passing("TLS fails: its certificate is not trusted, or it speaks no TLS");
                }
                case ConnectException refused -> {
                    return VaultTrouble.passing("can't be reached");
                }
                case UnknownHostException unknown -> {
                    return VaultTrouble.passing("the name of its host is not known");
                }
                case UnresolvedAddressException unknown -> {
                    return VaultTrouble.passing("the name of its host is not known");
                }
                case InterruptedException interrupted -> {
                    Thread.currentThread().interrupt();
                    return VaultTrouble.passing("interrupted");
                }
                default -> cause = cause.getCause();
            }
        }
        return VaultTrouble.passing("it can't be spoken with");
    }
}
