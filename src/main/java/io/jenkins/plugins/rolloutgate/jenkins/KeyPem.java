package io.jenkins.plugins.rolloutgate.jenkins;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;

/** The first key of a key store with its certificates, in PEM form; never to be printed or stored. */
record KeyPem(String certificate, String key) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    static KeyPem of(KeyStore store, String password) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password.toCharArray());
            if (key != null && key.getEncoded() != null) {
                StringBuilder chain = new StringBuilder();
                for (Certificate certificate : store.getCertificateChain(alias)) {
                    chain.append(pem("CERTIFICATE", certificate.getEncoded()));
                }
                return new KeyPem(chain.toString(), pem("PRIVATE KEY", key.getEncoded()));
            }
        }
        throw new KeyStoreException("there is no private key in it");
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    @Override
    public String toString() {
        return "a certificate with its key";
    }
}
