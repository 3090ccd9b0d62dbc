package io.jenkins.plugins.rolloutgate.run.autoscale;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Recommendation;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Saving;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.VpaChecks;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.VpaSpec;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ApiWriter;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.Workload;
import io.jenkins.plugins.rolloutgate.run.manifest.Applied;
import io.jenkins.plugins.rolloutgate.run.manifest.ApplyRun;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import java.util.List;
import java.util.Optional;

/**
 * Gives one Deployment its vertical autoscaler, by server-side apply: {@link #check}, {@link #plan}, {@link #write}, then
 * {@link #look} until it recommends something. Nothing is remembered in between, so that whoever was interrupted begins
 * again.
 */
public record VpaRun(VpaSpec spec, String service, ApiReader reader, ApiWriter writer, LeaseStore leases) {

    /**
     * What is recommended now.
     *
     * @param containers empty as long as nothing is
     * @param replicas that the Deployment has
     */
    public record Look(String name, List<Recommendation> containers, int replicas) {
        /** Whether each container was seen often enough. */
        public boolean isEnough(int samples) {
            return !containers.isEmpty() && containers.stream().allMatch(one -> one.samples() >= samples);
        }

        public Saving saving(Saving.Prices prices) {
            return Saving.of(containers, replicas, prices);
        }

        /** As a checklist takes it. */
        public Finding finding(int samples, Saving.Prices prices) {
            if (containers.isEmpty()) {
                return Finding.unknown(
                        "vertical autoscaler " + name + " recommends nothing yet",
                        "see that the recommender runs, and that the metrics API measures these pods");
            }
            Saving saving = saving(prices);
            int fewest =
                    containers.stream().mapToInt(Recommendation::samples).min().orElse(0);
            Finding finding = isEnough(samples)
                    ? Finding.pass(saving.sentence())
                    : Finding.unknown(
                            saving.sentence() + "; after " + fewest + " of " + samples + " samples",
                            "wait longer: the first recommendations are guesses");
            return finding.with("cpu saving", saving.cpuPercent())
                    .with("memory saving", saving.memoryPercent())
                    .with("samples", fewest);
        }
    }

    private String collection(String resource) {
        return "apis/autoscaling.k8s.io/v1/namespaces/" + spec.namespace() + "/" + resource;
    }

    /** What stands in the way, and what somebody should know. */
    public List<Checked> check(Preflight preflight) throws InterruptedException {
        Subject subject = new Subject(
                spec.namespace(),
                List.of(spec.deployment()),
                false,
                preflight.clock().instant());
        return preflight.run(new VpaChecks(spec, service).all(), subject);
    }

    /** The one that the Deployment has. */
    private Optional<JsonNode> own() throws ClusterException {
        return VpaChecks.of(spec.deployment(), reader.read(collection("verticalpodautoscalers"))).stream()
                .findFirst();
    }

    /** Its name, or that which it will have. */
    private String name(Optional<JsonNode> own) {
        return own.map(vpa -> vpa.at("/metadata/name").asText()).orElse(spec.deployment());
    }

    private ApplyRun applying() throws ClusterException {
        Manifest manifest = new Manifest("the arguments", spec.manifest(name(own())));
        return new ApplyRun(List.of(manifest), spec.namespace(), reader, writer, false);
    }

    /** What would change. */
    public Applied plan() throws ClusterException {
        return applying().plan().get(0);
    }

    /**
     * Writes it.
     *
     * @throws ClusterException with CONFLICT if a release holds the Lease, or somebody else manages its fields
     */
    public void write() throws ClusterException {
        new UnheldLease(leases, spec.namespace(), service).touch();
        applying().apply();
    }

    /** What is recommended now. */
    public Look look() throws ClusterException {
        Optional<JsonNode> vpa = own();
        String name = name(vpa);
        Optional<JsonNode> deployment =
                reader.read("apis/apps/v1/namespaces/" + spec.namespace() + "/deployments/" + spec.deployment());
        if (vpa.isEmpty() || deployment.isEmpty()) {
            return new Look(name, List.of(), 0);
        }
        List<JsonNode> checkpoints = reader.read(collection("verticalpodautoscalercheckpoints"))
                .map(list -> Workload.list(list.path("items")))
                .orElse(List.of());
        return new Look(
                name,
                Recommendation.of(vpa.get(), deployment.get(), checkpoints),
                new Workload("", deployment.get()).replicas());
    }
}
