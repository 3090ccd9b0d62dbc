package io.jenkins.plugins.rolloutgate.record.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String HELLO = "hello world";

    /** The test vector of DSSE's protocol.md, 2021-03-03: its signature is r and s one after the other. */
    @Test
    void encodesWhatIsSignedAsTheSpecificationDoes() throws Exception {
        String type = "http://example.com/HelloWorld";
        byte[] signature = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                new BigInteger(
                                        "46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                                new BigInteger(
                                        "5640078356564379163099075877009565129882514886557779369047442380624545832820")),
                        curve.getParameterSpec(ECParameterSpec.class)));

        byte[] encoded = Envelope.encoded(type, HELLO);

        assertThat(new String(encoded, StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key);
        verifier.update(encoded);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void verifiesWithTheRightKeyOnlyAndNotAfterAChange(String kind) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance(kind).generateKeyPair();
        SigningKey key = SigningKey.of(pair.getPrivate(), Optional.of(pair.getPublic()));

        Envelope envelope = Envelope.parse(
                Json.pretty(Envelope.sign("text/plain", HELLO, key).json()));
        Envelope changed = new Envelope("text/plain", "hello World", envelope.signatures());
        Envelope renamed = new Envelope("text/html", HELLO, envelope.signatures());

        assertThat(envelope.isSignedBy(pair.getPublic())).isTrue();
        assertThat(envelope.isSignedBy(other.getPublic())).isFalse();
        assertThat(changed.isSignedBy(pair.getPublic())).isFalse();
        assertThat(renamed.isSignedBy(pair.getPublic())).isFalse();
        assertThat(envelope.signatures().get(0).keyId()).hasSize(64).isEqualTo(SigningKey.id(pair.getPublic()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysAsTheyAreKeptInFiles(String kind) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(kind).generateKeyPair();

        assertThat(PemKeys.privateKey(pem("PRIVATE KEY", pair.getPrivate().getEncoded())))
                .isEqualTo(pair.getPrivate());
        assertThat(PemKeys.publicKey(pem("PUBLIC KEY", pair.getPublic().getEncoded())))
                .isEqualTo(pair.getPublic());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemKeys.publicKey(pem("RSA PUBLIC KEY", HELLO.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("'PUBLIC KEY' is needed: convert it with openssl pkey -pubout");
    }

    @Test
    void statesWhatInTotoUnderstands() throws Exception {
        Statement statement = new Statement(
                Map.of("record.jsonl", "ab".repeat(32)), Json.object().put("outcome", "PROMOTED"));
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        Envelope envelope =
                Envelope.sign(Envelope.IN_TOTO, statement.json(), SigningKey.of(pair.getPrivate(), Optional.empty()));

        assertThat(envelope.payload())
                .isEqualTo(
                        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"record.jsonl\",\"digest\":"
                                + "{\"sha256\":\"" + "ab".repeat(32) + "\"}}],\"predicateType\":\""
                                + Statement.PREDICATE
                                + "\",\"predicate\":{\"outcome\":\"PROMOTED\"}}");
        assertThat(Statement.of(envelope)).isEqualTo(statement);
        assertThatIllegalArgumentException().isThrownBy(() -> Envelope.parse("{}"));
    }

    private static String pem(String block, byte[] der) {
        return "-----BEGIN " + block + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + block + "-----\n";
    }
}
