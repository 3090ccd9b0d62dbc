package io.jenkins.plugins.rolloutgate.metrics.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates and keys in PEM form, as TLS wants them. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private static final char[] NO_PASSWORD = {};

    private Pem() {}

    /** Trusts what the Java runtime trusts, and authorities more. */
    static X509TrustManager trust(String authorities) {
        try {
            KeyStore store = emptyStore();
            int count = 0;
            for (X509Certificate known : x509(trustManagers(null)).getAcceptedIssuers()) {
                store.setCertificateEntry("runtime-" + count++, known);
            }
            for (Certificate more : certificates(authorities, "the CA certificate")) {
                store.setCertificateEntry("own-" + count++, more);
            }
            return x509(trustManagers(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("cannot use the CA certificate: " + e.getMessage(), e);
        }
    }

    static X509TrustManager runtimeTrust() {
        try {
            return x509(trustManagers(null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows a certificate to servers that ask for one. */
    static KeyManager[] identity(String certificate, String key) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "client",
                    privateKey(key),
                    NO_PASSWORD,
                    certificates(certificate, "the client certificate").toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("cannot use the client certificate: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem, String what) {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("cannot read " + what + ": give it in PEM form", e);
        }
        throw new IllegalArgumentException("cannot read " + what + ": give it in PEM form");
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new IllegalArgumentException(
                    "cannot read the client key: give it as PKCS #8 in PEM form (openssl pkcs8 -topk8 -nocrypt)");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // Only trying tells which algorithm a key is for; the next one may fit.
            }
        }
        return KeyFactory.getInstance("EdDSA").generatePrivate(encoded);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static X509TrustManager x509(TrustManager[] managers) {
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new IllegalStateException("this Java runtime trusts no X.509 certificates");
    }
}
