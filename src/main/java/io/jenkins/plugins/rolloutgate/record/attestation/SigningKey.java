package io.jenkins.plugins.rolloutgate.record.attestation;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key that signs, and by what name others find its public half. RSA (PKCS#1 v1.5 with SHA-256), EC (ECDSA with SHA-256,
 * ASN.1) and Ed25519 keys do.
 *
 * @param id SHA-256 of the public key (SubjectPublicKeyInfo) in hex; empty where that is not known. Only a hint, by DSSE
 */
public record SigningKey(PrivateKey key, String id) {

    public static SigningKey of(PrivateKey key, Optional<PublicKey> publicKey) {
        return new SigningKey(key, publicKey.map(SigningKey::id).orElse(""));
    }

    /** The name of a public key. */
    public static String id(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] sign(byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    static boolean isSignedBy(PublicKey key, byte[] message, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm(key));
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
    }

    private static String algorithm(Key key) throws GeneralSecurityException {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            default ->
                throw new GeneralSecurityException(
                        "keys of the kind " + key.getAlgorithm() + " cannot be used: take RSA, EC or Ed25519");
        };
    }
}
