package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaPlan;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaSpec;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaRun;
import io.jenkins.plugins.rolloutgate.run.autoscale.ScaleTargets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** One Deployment after another, each until its autoscaler works. */
final class HpaConfigureExecution extends AutoscaleStepExecution<HpaConfigureStep> {
    private static final long serialVersionUID = 1L;

    private static final long LOOK_AGAIN_SECONDS = 2;

    private transient Deque<HpaSpec> open;
    private transient String name;

    HpaConfigureExecution(StepContext context, HpaConfigureStep step) {
        super(context, step, LOOK_AGAIN_SECONDS);
    }

    @Override
    void begin() throws IOException, InterruptedException {
        forget();
        open = new ArrayDeque<>(onCluster(cluster -> {
            ScaleTargets targets = new ScaleTargets(cluster, step.getNamespace());
            try {
                return targets.inOrder(step.arguments().spec(step.getNamespace(), deployment(targets)));
            } catch (IllegalArgumentException e) {
                throw new AbortException("hpaConfigure: " + e.getMessage());
            }
        }));
        next();
    }

    private HpaRun run(KubernetesCluster cluster) {
        return new HpaRun(open.element(), front(), cluster, cluster, cluster);
    }

    /** The next Deployment, or the end. */
    private void next() throws IOException, InterruptedException {
        if (open.isEmpty()) {
            end(Optional.empty());
            return;
        }
        Optional<String> obstacle = onCluster(cluster -> write(run(cluster)));
        if (obstacle.isPresent()) {
            end(obstacle);
        } else if (step.isPlan()) {
            open.remove();
            next();
        } else {
            firstLook();
        }
    }

    /** Why nothing is written, if something is in the way. */
    private Optional<String> write(HpaRun run) throws ClusterException, IOException, InterruptedException {
        Optional<String> obstacle = obstacle(run.reader(), run::check);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        HpaPlan plan = run.plan();
        name = plan.name();
        String whole = "autoscaler " + step.getNamespace() + "/" + name;
        if (plan.isNothing()) {
            log(whole + " is as it should be");
        } else {
            log(whole
                    + (step.isPlan() ? " would be " : " is ")
                    + (plan.manifest().isPresent() ? "created" : "changed"));
        }
        for (String line : plan.diff()) {
            log("  " + line);
        }
        for (String note : run.spec().behavior().notes()) {
            log("  " + note);
        }
        if (!step.isPlan()) {
            run.write(plan);
        }
        return Optional.empty();
    }

    @Override
    void look() throws IOException, InterruptedException {
        Finding now = onCluster(cluster -> run(cluster).look(name));
        Duration waited = waited();
        if (now.status() != Finding.Status.PASS && !isOver(waited)) {
            again();
            return;
        }
        take(new Checked("hpa", now, waited));
        boolean isGood = now.status() == Finding.Status.PASS || now.status() == Finding.Status.WARN;
        open.remove();
        if (isGood) {
            next();
        } else {
            end(Optional.of(now.seen()));
        }
    }
}
