package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How long the certificates last that the Ingresses of the namespace show. */
record CertificatesCheck() implements Check {
    private static final long SOON_DAYS = 14;

    @Override
    public String name() {
        return "certificates";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        String path = subject.namespaced("networking.k8s.io/v1", "ingresses");
        if (!answers.has(path)) {
            return Need.paths(List.of(path));
        }
        Set<String> secrets = new TreeSet<>();
        answers.get(path)
                .ifPresent(list -> list.path("items")
                        .forEach(ingress -> ingress.at("/spec/tls").forEach(tls -> {
                            if (tls.has("secretName")) {
                                secrets.add(tls.path("secretName").asText());
                            }
                        })));
        if (secrets.isEmpty()) {
            return Finding.notApplicable("no Ingress of namespace " + subject.namespace() + " has a certificate");
        }
        List<String> open = secrets.stream()
                .map(secret -> subject.namespaced("api/v1", "secrets/" + secret))
                .filter(secret -> !answers.has(secret))
                .toList();
        return open.isEmpty() ? judge(subject, answers, secrets) : Need.paths(open);
    }

    private static Finding judge(Subject subject, Answers answers, Set<String> secrets) {
        List<String> bad = new ArrayList<>();
        List<String> soon = new ArrayList<>();
        long first = Long.MAX_VALUE;
        for (String secret : secrets) {
            JsonNode data = answers.get(subject.namespaced("api/v1", "secrets/" + secret))
                    .map(found -> found.path("data").path("tls.crt"))
                    .orElse(null);
            if (data == null) {
                bad.add("secret " + secret + " does not exist");
                continue;
            }
            try {
                long days = Duration.between(
                                subject.now(),
                                certificate(data.asText()).getNotAfter().toInstant())
                        .toDays();
                first = Math.min(first, days);
                if (days < 0) {
                    bad.add("the certificate of " + secret + " ended " + -days + " days ago");
                } else if (days < SOON_DAYS) {
                    soon.add("the certificate of " + secret + " ends in " + days + " days");
                }
            } catch (CertificateException | IllegalArgumentException e) {
                bad.add("secret " + secret + " has no certificate that can be read");
            }
        }
        Finding finding = !bad.isEmpty()
                ? Finding.fail(String.join("; ", bad), "renew it: clients refuse it")
                : !soon.isEmpty()
                        ? Finding.warn(String.join("; ", soon), "renew it before the release is over")
                        : Finding.pass(secrets.size() + " certificates last at least " + first + " days");
        return first == Long.MAX_VALUE ? finding : finding.with("days", (double) first);
    }

    private static X509Certificate certificate(String base64) throws CertificateException {
        byte[] pem = Base64.getMimeDecoder().decode(base64);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
