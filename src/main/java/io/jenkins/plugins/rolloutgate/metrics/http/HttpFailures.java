package io.jenkins.plugins.rolloutgate.metrics.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in one line why there was no answer, and what to do. */
final class HttpFailures {
    private static final int LONGEST = 300;

    private HttpFailures() {}

    static String reason(String server, IOException failure, long timeoutMillis) {
        if (has(failure, CertificateExpiredException.class)) {
            return "the certificate of " + server + " has expired: renew it, or correct this machine's clock";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "the certificate of " + server + " is not valid yet: correct this machine's clock";
        }
        if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return "the certificate of " + server + " is of an unknown authority: give its CA certificate";
        }
        if (has(failure, SSLPeerUnverifiedException.class)) {
            return "the certificate of " + server + " is for another host: use the name that stands in it";
        }
        if (failure instanceof SSLException) {
            return "no TLS connection to " + server + ": " + line(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof UnknownHostException) {
            return "the host of " + server + " is unknown: check the address";
        }
        if (failure instanceof ConnectException) {
            return server + " cannot be connected to: check the address, and that it runs";
        }
        if (failure instanceof InterruptedIOException) {
            return server + " did not answer within " + timeoutMillis + " ms";
        }
        return "the connection to " + server + " broke: " + line(String.valueOf(failure.getMessage()));
    }

    /** Whether another try may help: nothing about the certificates of a server changes by asking again. */
    static boolean mayPass(IOException failure) {
        return !(failure instanceof SSLException);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** A foreign text in one line of bounded length. */
    static String line(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
