package io.jenkins.plugins.rolloutgate.jenkins;

import com.google.common.util.concurrent.MoreExecutors;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.Plan;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Asks the controller for a release and follows it to its end.
 *
 * <p>Only follows: whether the build lives or not, the release goes on. Saved with the build are the arguments and the
 * id; after a restart the release is found by the id, or, when the controller died before it was saved, by the step
 * that stands in its record. Everything but {@link #start} and {@link #stop} happens on one lane of the controller's
 * own threads, one task after another; nothing blocks the thread that runs the Pipeline.
 */
class ReleaseStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ReleaseStepExecution.class.getName());

    private final BlueGreenStep step;
    private final SmokeBody body;
    private volatile String releaseId;
    private volatile Throwable stopped;
    private volatile long logged;

    private transient volatile Executor lane;
    private transient volatile BuildProgress progress;
    private transient volatile boolean completed;

    ReleaseStepExecution(StepContext context, BlueGreenStep step) {
        super(context);
        this.step = step;
        this.body = context.hasBody() ? new SmokeBody(this) : null;
    }

    @Override
    public boolean start() throws AbortException {
        spec("");
        later(this::begin);
        return false;
    }

    private BlueGreenSpec spec(String cluster) throws AbortException {
        try {
            BlueGreenArguments arguments = step.arguments().cluster(cluster).smoke(body != null);
            return arguments.spec();
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Nothing is touched unless the administrator allows it. */
    private void begin() throws IOException, InterruptedException {
        if (stopped != null) {
            fail(stopped);
            return;
        }
        Run<?, ?> run = run();
        String folder = AllowedClusters.folderOf(run.getParent());
        KubernetesCluster entry = AllowedClusters.configured().choose(folder, step.getCluster(), step.getNamespace());
        BlueGreenSpec spec = spec(entry.getName());
        if (step.isPlan()) {
            plan(releases().plan(run, entry, spec));
            return;
        }
        Release release = releases().start(run, origin(), entry, spec);
        offerBody();
        follow(release);
    }

    private void plan(Plan plan) throws IOException, InterruptedException {
        for (String line : PlanLines.of(plan)) {
            log(line);
        }
        if (plan.refusals().isEmpty()) {
            succeed(null);
        } else {
            fail(new AbortException("refused: " + String.join("; ", plan.refusals())));
        }
    }

    private void follow(Release release) throws IOException, InterruptedException {
        if (releaseId == null) {
            releaseId = release.id();
            Future<?> unused = getContext().saveState();
        }
        ReleaseAction.attach(run(), releaseId);
        progress = new BuildProgress(getContext(), body == null, logged);
        release.listen(event -> later(() -> show(ReleaseView.of(release))));
        show(ReleaseView.of(release));
        if (stopped != null) {
            abort(release, stopped);
        }
        Future<?> unused = release.done().whenComplete((end, problem) -> later(() -> over(release, problem)));
    }

    private void show(ReleaseView view) throws IOException, InterruptedException {
        if (!completed) {
            logged = progress.show(view.events());
        }
    }

    private void over(Release release, Throwable problem) throws IOException, InterruptedException {
        if (problem instanceof CancellationException) {
            return;
        }
        show(ReleaseView.of(release));
        if (problem != null) {
            fail(new AbortException(problem.getMessage()));
        } else {
            finish(ReleaseView.of(release));
        }
    }

    /** The verdict is the release's; a stop that was asked for stays the reason of the build's failure. */
    private void finish(ReleaseView view) throws IOException, InterruptedException {
        if (body != null && body.endsFirst(() -> later(() -> finish(view)))) {
            return;
        }
        ReleaseReport report = view.report(Instant.now());
        log("record " + releaseId + ", head sha256:" + view.head());
        ReleaseAction action = ReleaseAction.attach(run(), releaseId);
        action.setHead(view.head());
        run().save();
        if (stopped != null) {
            fail(stopped);
        } else if (isAsAsked(report)) {
            succeed(new ReleaseResult(report, run().getUrl() + action.getUrlName() + "/"));
        } else {
            fail(new AbortException(report.summary().text()));
        }
    }

    private static boolean isAsAsked(ReleaseReport report) {
        Outcome wanted = report.heading().rollback() ? Outcome.ROLLED_BACK : Outcome.PROMOTED;
        return report.standing().status().name().equals(wanted.name());
    }

    /** The first stop asks the release to end by its failure policy; another one ends the step without waiting. */
    @Override
    public void stop(Throwable cause) {
        boolean again = stopped != null;
        if (!again) {
            stopped = cause;
        }
        later(() -> {
            Optional<Release> release = release();
            if (again) {
                log("not waiting for release " + releaseId + ", which goes on without this build");
                fail(cause);
            } else if (release.isPresent()) {
                abort(release.get(), cause);
            }
        });
    }

    /** The body was stopped, so the release is. */
    void bodyStopped(Throwable cause) {
        if (stopped == null) {
            stop(cause);
        }
    }

    private void abort(Release release, Throwable cause) throws IOException, InterruptedException {
        release.abort(Interruption.actor(cause, run()), Interruption.reason(cause));
        if (body != null) {
            body.cancel(cause);
        }
    }

    @Override
    public void onResume() {
        Future<?> unused = releases().recovered().thenRun(() -> later(this::reattach));
    }

    private void reattach() throws IOException, InterruptedException {
        if (releaseId == null) {
            releaseId = releases().askedBy(origin()).orElse(null);
        }
        if (releaseId == null) {
            begin();
            return;
        }
        offerBody();
        Optional<Release> driven = release();
        if (driven.isPresent()) {
            follow(driven.get());
            return;
        }
        ReleaseView view = ReleaseView.of(releases(), releaseId);
        progress = new BuildProgress(getContext(), body == null, logged);
        show(view);
        Optional<String> problem = releases().problem(releaseId);
        if (problem.isPresent()) {
            fail(new AbortException("release " + releaseId + " is unfinished and cannot go on: " + problem.get()));
        } else {
            finish(view);
        }
    }

    private void offerBody() throws IOException, InterruptedException {
        if (body != null) {
            releases().bodies().offer(origin(), answer -> later(() -> body.ask(answer)));
        }
    }

    @Override
    public String getStatus() {
        BuildProgress now = progress;
        return now == null ? "starting" : now.status();
    }

    Optional<Release> release() {
        return Optional.ofNullable(releaseId).flatMap(releases()::find);
    }

    private void succeed(ReleaseResult result) {
        if (!completed) {
            completed = true;
            getContext().onSuccess(result);
        }
    }

    private void fail(Throwable cause) {
        if (!completed) {
            completed = true;
            getContext().onFailure(cause);
        }
    }

    private void log(String line) throws IOException, InterruptedException {
        TaskListener listener = getContext().get(TaskListener.class);
        if (listener != null) {
            listener.getLogger().println(line);
        }
    }

    Run<?, ?> run() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private Origin origin() throws IOException, InterruptedException {
        return Origin.of(run(), getContext().get(FlowNode.class).getId());
    }

    private static ControllerReleases releases() {
        return ControllerReleases.get();
    }

    /** What a lane does. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    void later(Task task) {
        lane().execute(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException | RuntimeException e) {
                LOGGER.log(Level.FINE, "release step failed", e);
                fail(e);
            }
        });
    }

    private synchronized Executor lane() {
        if (lane == null) {
            lane = MoreExecutors.newSequentialExecutor(releases().executor());
        }
        return lane;
    }
}
