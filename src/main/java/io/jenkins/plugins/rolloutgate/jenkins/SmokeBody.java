package io.jenkins.plugins.rolloutgate.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner.Answer;
import io.jenkins.plugins.rolloutgate.run.Release;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The block of a step, run once as smoke tests of the idle colour.
 *
 * <p>Used on the lane of its execution and saved with it; Jenkins itself carries a block that has begun over a restart,
 * and a verdict that the release has not taken down yet is given again.
 */
final class SmokeBody implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ReleaseStepExecution execution;
    private boolean begun;
    private BodyExecution running;
    private Verdict verdict;
    private String sentence = "";
    private transient Consumer<Answer> asked;
    private transient Runnable afterwards;

    SmokeBody(ReleaseStepExecution execution) {
        this.execution = execution;
    }

    /** Answers when the block has ended; begins it if it has not begun. */
    void ask(Consumer<Answer> answer) throws IOException, InterruptedException {
        asked = answer;
        if (verdict != null) {
            tell();
        } else if (!begun) {
            begin();
        }
    }

    private void begin() throws IOException, InterruptedException {
        StepContext context = execution.getContext();
        EnvironmentExpander outer = context.get(EnvironmentExpander.class);
        begun = true;
        running = context.newBodyInvoker()
                .withContext(EnvironmentExpander.merge(outer, EnvironmentExpander.constant(variables())))
                .withCallback(new Callback(execution, this))
                .start();
        Future<?> unused = context.saveState();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (Event event : execution.release().map(Release::events).orElse(List.of())) {
            if (event.kind() == EventKind.STARTED) {
                JsonNode spec = event.data().path("spec");
                for (String field : List.of("namespace", "application", "service", "previewService")) {
                    put(variables, field, spec.path(field).asText());
                }
                put(variables, "release", event.text("release"));
            } else if (event.kind() == EventKind.BASELINE) {
                JsonNode baseline = event.data().path("baseline");
                put(variables, "deployment", baseline.path("idle").asText());
                put(variables, "image", baseline.path("newImage").asText());
            }
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, String value) {
        String words = name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        variables.put("ROLLOUT_GATE_" + words, value);
    }

    private void ended(Throwable problem) {
        running = null;
        if (problem == null) {
            verdict = Verdict.PASS;
            sentence = "the block of the step has passed";
        } else if (problem instanceof FlowInterruptedException) {
            verdict = Verdict.NOT_RUN;
            sentence = "the block of the step was stopped: " + Interruption.reason(problem);
            execution.bodyStopped(problem);
        } else {
            verdict = Verdict.FAIL;
            sentence = Interruption.reason(problem);
        }
        Future<?> unused = execution.getContext().saveState();
        tell();
        if (afterwards != null) {
            afterwards.run();
        }
    }

    private void tell() {
        if (asked != null) {
            asked.accept(new Answer(verdict, sentence, Json.object()));
            asked = null;
        }
    }

    /** Ends a block that still runs, so that its step can end. */
    void cancel(Throwable cause) {
        if (running != null) {
            running.cancel(cause);
        }
    }

    /** Whether the block still runs; then it is ended, and the rest done afterwards. */
    boolean endsFirst(Runnable rest) {
        if (running == null) {
            return false;
        }
        afterwards = rest;
        cancel(Interruption.releaseIsOver());
        return true;
    }

    /** Told by Jenkins on the thread that runs the Pipeline. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final ReleaseStepExecution execution;
        private final SmokeBody body;

        Callback(ReleaseStepExecution execution, SmokeBody body) {
            this.execution = execution;
            this.body = body;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.later(() -> body.ended(null));
        }

        @Override
        public void onFailure(StepContext context, Throwable problem) {
            execution.later(() -> body.ended(problem));
        }
    }
}
