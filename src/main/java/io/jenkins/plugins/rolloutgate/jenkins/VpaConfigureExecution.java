package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Recommendation;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.run.autoscale.ScaleTargets;
import io.jenkins.plugins.rolloutgate.run.autoscale.VpaRun;
import io.jenkins.plugins.rolloutgate.run.manifest.Applied;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** One Deployment, until enough was seen of it. */
final class VpaConfigureExecution extends AutoscaleStepExecution<VpaConfigureStep> {
    private static final long serialVersionUID = 1L;

    private static final long LOOK_AGAIN_SECONDS = 5;

    private transient String named;

    VpaConfigureExecution(StepContext context, VpaConfigureStep step) {
        super(context, step, LOOK_AGAIN_SECONDS);
    }

    private VpaRun run(KubernetesCluster cluster) {
        return new VpaRun(step.spec(named), front(), cluster, cluster, cluster);
    }

    @Override
    void begin() throws IOException, InterruptedException {
        forget();
        Optional<String> obstacle;
        try {
            obstacle = onCluster(cluster -> {
                named = deployment(new ScaleTargets(cluster, step.getNamespace()));
                return write(run(cluster));
            });
        } catch (IllegalArgumentException e) {
            throw new AbortException("vpaConfigure: " + e.getMessage());
        }
        if (obstacle.isPresent() || step.isPlan()) {
            end(obstacle);
        } else {
            firstLook();
        }
    }

    /** Why nothing is written, if something is in the way. */
    private Optional<String> write(VpaRun run) throws ClusterException, IOException, InterruptedException {
        Optional<String> obstacle = obstacle(run.reader(), run::check);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Applied change = run.plan();
        log(change.manifest() + (change.diff().isEmpty() ? " is as it should be" : ""));
        for (String line : change.diff()) {
            log("  " + line);
        }
        if (!step.isPlan() && !change.diff().isEmpty()) {
            run.write();
        }
        return Optional.empty();
    }

    @Override
    void look() throws IOException, InterruptedException {
        VpaRun.Look now = onCluster(cluster -> run(cluster).look());
        Duration waited = waited();
        if (!now.isEnough(step.getSamples()) && !isOver(waited)) {
            again();
            return;
        }
        for (Recommendation one : now.containers()) {
            log("  " + one.container() + ": CPU " + one.cpu().text("cpu") + "; memory "
                    + one.memory().text("memory") + "; " + one.samples() + " samples, confidence "
                    + one.confidence());
        }
        Finding finding = now.finding(step.getSamples(), step.prices());
        take(new Checked("vpa", finding, waited));
        if (finding.status() == Finding.Status.UNKNOWN) {
            warn("vpaConfigure: " + finding.seen());
        }
        end(Optional.empty());
    }
}
