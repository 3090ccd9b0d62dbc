package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaPlan;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaSpec;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaRun;
import io.jenkins.plugins.rolloutgate.run.autoscale.HpaTargets;
import io.jenkins.plugins.rolloutgate.run.preflight.Preflight;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
final class HpaConfigureExecution extends LaneStepExecution {
    private static final long serialVersionUID = 1L;

    private static final Duration CHECKS_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_SECONDS = 2;

    private final HpaConfigureStep step;
    private transient Deque<HpaSpec> open;
    private transient List<Checked> found;
    private transient String name;
    private transient Instant since;

    HpaConfigureExecution(StepContext context, HpaConfigureStep step) {
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

    private void begin() throws IOException, InterruptedException {
        found = new ArrayList<>();
        open = new ArrayDeque<>(onCluster(step, cluster -> {
            HpaTargets targets = new HpaTargets(cluster, step.getNamespace());
            try {
                String deployment = step.getDeployment().isEmpty()
                        ? targets.deployment(step.getApplication(), front())
                        : step.getDeployment();
                return targets.inOrder(step.arguments().spec(step.getNamespace(), deployment));
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
        Optional<String> obstacle = onCluster(step, cluster -> write(run(cluster)));
        if (obstacle.isPresent()) {
            end(obstacle);
        } else if (step.isPlan()) {
            open.remove();
            next();
        } else {
            since = Instant.now();
            look();
        }
    }

    /** Why nothing is written, if something is in the way. */
    private Optional<String> write(HpaRun run) throws ClusterException, IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Checked> checks;
        try {
            checks = run.check(new Preflight(run.reader(), threads, InstantSource.system(), CHECKS_WITHIN));
        } finally {
            threads.shutdownNow();
        }
        found.addAll(checks);
        for (Checked one : checks) {
            log(CheckedLines.of(one));
        }
        Optional<Checked> obstacle = HpaRun.obstacle(checks);
        if (obstacle.isPresent()) {
            return obstacle.map(one -> one.finding().seen());
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

    private void look() throws IOException, InterruptedException {
        if (isCompleted()) {
            return;
        }
        Finding now = onCluster(step, cluster -> run(cluster).look(name));
        Duration waited = Duration.between(since, Instant.now());
        if (now.status() != Finding.Status.PASS && waited.compareTo(step.patience()) < 0) {
            Future<?> unused = Timer.get().schedule(() -> later(this::look), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
            return;
        }
        Checked result = new Checked("hpa", now, waited);
        found.add(result);
        log(CheckedLines.of(result));
        boolean isGood = now.status() == Finding.Status.PASS || now.status() == Finding.Status.WARN;
        open.remove();
        if (isGood) {
            next();
        } else {
            end(Optional.of(now.seen()));
        }
    }

    private void end(Optional<String> problem) throws IOException, InterruptedException {
        CheckedLines.tick(run(), found);
        if (problem.isPresent()) {
            fail(new AbortException("hpaConfigure: " + problem.get()));
            return;
        }
        Map<String, String> statuses = new LinkedHashMap<>();
        found.forEach(one -> statuses.put(one.name(), one.finding().status().name()));
        succeed(statuses);
    }
}
