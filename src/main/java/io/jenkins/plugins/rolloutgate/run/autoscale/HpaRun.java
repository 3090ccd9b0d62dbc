package io.jenkins.plugins.rolloutgate.run.autoscale;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaChecks;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaPlan;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaSpec;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaStatus;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ApiWriter;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Gives one Deployment its autoscaler: {@link #check}, {@link #plan}, {@link #write}, then {@link #look} until it works.
 * Nothing is remembered in between, so that whoever was interrupted begins again; what is as it should be is not written.
 *
 * <p>It holds no Lease: what it writes is one patch, which tests the version of the object that it builds on. Just before,
 * it replaces the Lease that nobody holds, so that a release that was about to take it has to read again.
 */
public record HpaRun(HpaSpec spec, String service, ApiReader reader, ApiWriter writer, LeaseStore leases) {
    /** A check whose doubt does not hold up the writing: nodes may be none of the business of who asks. */
    private static final String CAPACITY = "hpa-capacity";

    /** What stands in the way, and what somebody should know. */
    public List<Checked> check(Preflight preflight) throws InterruptedException {
        Subject subject = new Subject(
                spec.namespace(),
                List.of(spec.deployment()),
                false,
                preflight.clock().instant());
        return preflight.run(new HpaChecks(spec, List.of(service)).all(), subject);
    }

    /** The first finding that forbids to write. */
    public static Optional<Checked> obstacle(List<Checked> checks) {
        return checks.stream()
                .filter(one -> one.finding().status() == Finding.Status.FAIL
                        || (one.finding().status() == Finding.Status.UNKNOWN
                                && !one.name().equals(CAPACITY)))
                .findFirst();
    }

    static List<JsonNode> autoscalers(ApiReader reader, String namespace) throws ClusterException {
        return reader.read(collection(namespace))
                .map(list -> StreamSupport.stream(list.path("items").spliterator(), false)
                        .toList())
                .orElse(List.of());
    }

    private static String collection(String namespace) {
        return "apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers";
    }

    /** What there is to write, as things are now. */
    public HpaPlan plan() throws ClusterException {
        return HpaPlan.of(spec, autoscalers(reader, spec.namespace()));
    }

    /**
     * Writes it.
     *
     * @throws ClusterException with CONFLICT if somebody else wrote in between, or holds the Lease; nothing is written then
     *     that would not be written again
     */
    public void write(HpaPlan plan) throws ClusterException {
        if (plan.isNothing()) {
            return;
        }
        new UnheldLease(leases, spec.namespace(), service).touch();
        String collection = collection(spec.namespace());
        if (plan.manifest().isPresent()) {
            writer.create(collection, plan.manifest().get());
        } else if (!plan.patch().isEmpty()) {
            writer.patch(collection + "/" + plan.name(), plan.patch());
        }
        for (JsonNode merged : plan.merged()) {
            writer.delete(collection + "/" + merged.at("/metadata/name").asText(), merged);
        }
    }

    /** Whether the autoscaler works now. */
    public Finding look(String name) throws ClusterException {
        return reader.read(collection(spec.namespace()) + "/" + name)
                .map(HpaStatus::of)
                .orElseGet(() -> Finding.fail(
                        "autoscaler " + spec.namespace() + "/" + name + " is gone", "see who has deleted it"));
    }
}
