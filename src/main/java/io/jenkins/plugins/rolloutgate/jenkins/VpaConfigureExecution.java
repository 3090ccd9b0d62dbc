package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Recommendation;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaRun;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaTargets;
import io.jenkins.plugins.rolloutgate.run.autoscale.VpaRun;
import io.jenkins.plugins.rolloutgate.run.manifest.Applied;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Writes on the controller's own threads, and from the beginning after a restart: what is as it should be stays. */
final class VpaConfigureExecution extends LaneStepExecution {
    private static final long serialVersionUID = 1L;

    private static final Duration CHECKS_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_SECONDS = 5;

    private final VpaConfigureStep step;
    private transient String named;
    private transient List<Checked> found;
    private transient Instant since;

    VpaConfigureExecution(StepContext context, VpaConfigureStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        later(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        Future<?> unused = ControllerReleases.get().recovered().thenRun(() -> later(this::begin));
    }

    @Override
    public void stop(Throwable cause) {
        fail(cause);
    }

    private String front() {
        return HpaTargets.service(step.getApplication(), step.getDeployment(), step.getService());
    }

    private VpaRun run(KubernetesCluster cluster) {
        return new VpaRun(step.spec(named), front(), cluster, cluster, cluster);
    }

    private void begin() throws IOException, InterruptedException {
        found = new ArrayList<>();
        Optional<String> obstacle;
        try {
            obstacle = onCluster(step, cluster -> {
                named = step.getDeployment().isEmpty()
                        ? new HpaTargets(cluster, step.getNamespace()).deployment(step.getApplication(), front())
                        : step.getDeployment();
                return write(run(cluster));
            });
        } catch (IllegalArgumentException e) {
            throw new AbortException("vpaConfigure: " + e.getMessage());
        }
        if (obstacle.isPresent()) {
            CheckedLines.tick(run(), found);
            fail(new AbortException("vpaConfigure: " + obstacle.get()));
        } else if (step.isPlan()) {
            end();
        } else {
            since = Instant.now();
            look();
        }
    }

    /** Why nothing is written, if something is in the way. */
    private Optional<String> write(VpaRun run) throws ClusterException, IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            found.addAll(run.check(new Preflight(run.reader(), threads, InstantSource.system(), CHECKS_WITHIN)));
        } finally {
            threads.shutdownNow();
        }
        for (Checked one : found) {
            log(CheckedLines.of(one));
        }
        Optional<Checked> obstacle = HpaRun.obstacle(found);
        if (obstacle.isPresent()) {
            return obstacle.map(one -> one.finding().seen());
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

    private void look() throws IOException, InterruptedException {
        if (isCompleted()) {
            return;
        }
        VpaRun.Look now = onCluster(step, cluster -> run(cluster).look());
        Duration waited = Duration.between(since, Instant.now());
        if (!now.isEnough(step.getSamples()) && waited.compareTo(step.patience()) < 0) {
            Future<?> unused = Timer.get().schedule(() -> later(this::look), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
            return;
        }
        for (Recommendation one : now.containers()) {
            log("  " + one.container() + ": CPU " + text("cpu", one.cpu()) + "; memory "
                    + text("memory", one.memory()) + "; " + one.samples() + " samples, confidence "
                    + one.confidence());
        }
        Finding finding = now.finding(step.getSamples(), step.prices());
        Checked result = new Checked("vpa", finding, waited);
        found.add(result);
        log(CheckedLines.of(result));
        if (finding.status() == Finding.Status.UNKNOWN) {
            warn("vpaConfigure: " + finding.seen());
        }
        end();
    }

    private static String text(String resource, Recommendation.Size size) {
        return "requests " + Amount.quantity(resource, size.request()) + ", target "
                + Amount.quantity(resource, size.target()) + ", from " + Amount.quantity(resource, size.lower())
                + " to "
                + Amount.quantity(resource, size.upper());
    }

    private void end() throws IOException, InterruptedException {
        CheckedLines.tick(run(), found);
        Map<String, String> statuses = new LinkedHashMap<>();
        found.forEach(one -> statuses.put(one.name(), one.finding().status().name()));
        succeed(statuses);
    }
}
