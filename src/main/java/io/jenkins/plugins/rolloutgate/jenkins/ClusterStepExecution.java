package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.preflight.Checked;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A step that does its work on the controller's own threads, and from the beginning after a restart: what is as it should
 * be stays.
 */
abstract class ClusterStepExecution<S extends ClusterStep> extends LaneStepExecution {
    private static final long serialVersionUID = 1L;

    final S step;

    ClusterStepExecution(StepContext context, S step) {
        super(context);
        this.step = step;
    }

    /** All of it, up to the end or to the first wait. */
    abstract void begin() throws IOException, InterruptedException;

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

    /** The step's own cluster, as the administrator lets the folder of the job use it. */
    KubernetesCluster cluster() throws IOException, InterruptedException {
        return AllowedClusters.configured()
                .choose(AllowedClusters.folderOf(run().getParent()), step.getCluster(), step.getNamespace());
    }

    /**
     * Does something on the step's own cluster.
     *
     * @throws hudson.AbortException in one line, if it may not, or the cluster does not do it
     */
    <T> T onCluster(ControllerReleases.ClusterTask<T> task) throws IOException, InterruptedException {
        return ControllerReleases.get().onCluster(run(), cluster(), task);
    }

    void log(List<Checked> found) throws IOException, InterruptedException {
        for (Checked one : found) {
            log(CheckedLines.of(one));
        }
    }

    /** Ends it with the status of each check by its name. */
    void succeed(List<Checked> found) {
        Map<String, String> statuses = new LinkedHashMap<>();
        found.forEach(one -> statuses.put(one.name(), one.finding().status().name()));
        succeed(statuses);
    }
}
