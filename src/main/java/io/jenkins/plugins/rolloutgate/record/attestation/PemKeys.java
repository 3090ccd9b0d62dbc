package io.jenkins.plugins.rolloutgate.record.attestation;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys in PEM form: PKCS#8 private keys and SubjectPublicKeyInfo public keys, as OpenSSL 3 writes them. */
public final class PemKeys {
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PemKeys() {}

    /**
     * Reads a private key.
     *
     * @throws IllegalArgumentException in one line, if it is none, or is encrypted
     */
    public static PrivateKey privateKey(String pem) {
        return key(pem, "PRIVATE KEY", PKCS8EncodedKeySpec::new, KeyFactory::generatePrivate);
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException in one line, if it is none
     */
    public static PublicKey publicKey(String pem) {
        return key(pem, "PUBLIC KEY", X509EncodedKeySpec::new, KeyFactory::generatePublic);
    }

    private interface Spec {
        KeySpec of(byte[] der);
    }

    private interface Reading<K> {
        K read(KeyFactory factory, KeySpec spec) throws GeneralSecurityException;
    }

    private static <K> K key(String pem, String block, Spec spec, Reading<K> reading) {
        Matcher found = BLOCK.matcher(pem);
        boolean matched = found.find();
        if (!matched || !found.group(1).equals(block)) {
            String what = matched ? "has '" + found.group(1) + "'" : "has no PEM block";
            throw new IllegalArgumentException(what + ", and '" + block + "' is needed: convert it with openssl pkey"
                    + (block.startsWith("PUBLIC") ? " -pubout" : ""));
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        GeneralSecurityException wrong = null;
        for (String kind : KINDS) {
            try {
                return reading.read(KeyFactory.getInstance(kind), spec.of(der));
            } catch (GeneralSecurityException e) {
                wrong = e;
            }
        }
        throw new IllegalArgumentException("is of none of the kinds " + String.join(", ", KINDS), wrong);
    }
}
