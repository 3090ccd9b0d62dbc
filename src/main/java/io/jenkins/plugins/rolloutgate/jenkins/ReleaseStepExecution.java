package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.Plan;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Asks the controller for a release and follows it to its end.
 *
 * <p>Only follows: whether the build lives or not, the release goes on. Saved with the build are the arguments and the
 * id; after a restart the release is found by the id, or, when the controller died before it was saved, by the step
 * that stands in its record. Everything but {@link #start} and {@link #stop} happens on one lane of the controller's
 * own threads, one task after another; nothing blocks the thread that runs the Pipeline.
 */
class ReleaseStepExecution extends LaneStepExecution {
    private static final long serialVersionUID = 1L;
    private static final int ALL = 100;

    private final ReleaseStep step;
    private final StepBody body;
    private volatile String releaseId;
    private volatile Throwable stopped;
    private volatile long logged;
    /** Share with which a stage is done. */
    private volatile int doneAt = ALL;

    private transient volatile BuildProgress progress;
    private transient volatile Pausing pausing;

    ReleaseStepExecution(StepContext context, ReleaseStep step) {
        super(context);
        this.step = step;
        this.body = context.hasBody() ? new StepBody(this) : null;
    }

    /** Wrong arguments are told at once. */
    @Override
    public boolean start() throws IOException, InterruptedException {
        if (step.continues().isEmpty()) {
            spec(AllowedClusters.folderOf(run().getParent()), "");
        }
        later(this::begin);
        return false;
    }

    private ReleaseSpec spec(String folder, String cluster) throws AbortException {
        try {
            return step.spec(folder, cluster, body != null);
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
        if (!step.continues().isEmpty()) {
            goOn();
            return;
        }
        Run<?, ?> run = run();
        String folder = AllowedClusters.folderOf(run.getParent());
        Optional<KubernetesCluster> entry = step.chooseCluster(folder, spec(folder, ""));
        ReleaseSpec spec = spec(folder, entry.map(KubernetesCluster::getName).orElse(""));
        AllowedSources.in(folder).check(spec, entry.isPresent());
        releases().checkBaselines(folder, spec);
        for (String note : step.notes()) {
            log(note);
        }
        if (step.isPlan()) {
            plan(releases().plan(run, entry.orElseThrow(), spec));
            return;
        }
        Release release = releases().start(run, origin(), entry, spec);
        doneAt = doneAt(spec);
        offerBody(origin());
        follow(release);
    }

    /** The same release goes on, for the next stage. */
    private void goOn() throws IOException, InterruptedException {
        String id = step.continues();
        CanarySpec spec = releases().continued(id, run().getParent().getFullName());
        if (spec.body() != (body != null)) {
            String with = spec.body() ? "with" : "without";
            throw new AbortException("release " + id + " was started " + with + " a block for each phase: continue it "
                    + with + " one, too");
        }
        AllowedClusters.configured()
                .choose(AllowedClusters.folderOf(run().getParent()), spec.cluster(), spec.namespace());
        doneAt = doneAt(spec);
        releaseId = id;
        logged = ReleaseView.of(releases(), id).events().size();
        Future<?> unused = getContext().saveState();
        attach();
    }

    private int doneAt(ReleaseSpec spec) throws AbortException {
        try {
            return step.doneAt(spec);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
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
        watch();
        release.listen(event -> later(() -> show(ReleaseView.of(release))));
        show(ReleaseView.of(release));
        if (stopped != null) {
            abort(release, stopped);
        }
        Future<?> unused = release.done().whenComplete((end, problem) -> later(() -> over(release, problem)));
    }

    private void show(ReleaseView view) throws IOException, InterruptedException {
        if (!isCompleted()) {
            logged = progress.show(view.events());
            pausing.show(view.question().isPresent());
            passed(view);
        }
    }

    /** A stage is done with its share; the release waits for the next one. */
    private void passed(ReleaseView view) throws IOException, InterruptedException {
        if (doneAt < ALL && view.hasPassed(doneAt) && !view.isOver() && stopped == null) {
            ReleaseAction action = ReleaseAction.attach(run(), releaseId);
            succeed(new ReleaseResult(view.report(Instant.now()), run().getUrl() + action.getUrlName() + "/"));
        }
    }

    private void over(Release release, Throwable problem) throws IOException, InterruptedException {
        if (isCompleted() || problem instanceof CancellationException) {
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
        StepEnd end = step.end(report, run().getUrl() + action.getUrlName() + "/");
        if (stopped != null) {
            fail(stopped);
        } else if (end.isAsAsked()) {
            succeed(end.result());
        } else if (end.unstable()) {
            warn(end.problem());
            succeed(end.result());
        } else {
            fail(new AbortException(end.problem()));
        }
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
        doneAt = doneAt(releases().spec(releaseId));
        attach();
    }

    /** Follows the release if it is driven, or tells how it has ended. */
    private void attach() throws IOException, InterruptedException {
        Optional<Release> driven = release();
        if (driven.isPresent()) {
            offerBody(releases().origin(releaseId));
            if (!step.continues().isEmpty()) {
                driven.get().goOn(Requester.of(run()), doneAt);
            }
            follow(driven.get());
            return;
        }
        ReleaseView view = ReleaseView.of(releases(), releaseId);
        watch();
        show(view);
        Optional<String> problem = releases().problem(releaseId);
        if (problem.isPresent()) {
            fail(new AbortException("release " + releaseId + " is unfinished and cannot go on: " + problem.get()));
        } else {
            finish(view);
        }
    }

    private void watch() throws IOException, InterruptedException {
        progress = new BuildProgress(getContext(), body == null, logged);
        pausing = new Pausing(getContext());
    }

    private void offerBody(Origin asking) throws IOException, InterruptedException {
        if (body != null) {
            releases()
                    .bodies()
                    .offer(asking, origin(), (environment, answer) -> later(() -> body.ask(environment, answer)));
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

    @Override
    void completing() throws IOException, InterruptedException {
        if (pausing != null) {
            pausing.show(false);
        }
        if (body != null) {
            releases().bodies().withdraw(origin());
        }
    }

    private static ControllerReleases releases() {
        return ControllerReleases.get();
    }
}
