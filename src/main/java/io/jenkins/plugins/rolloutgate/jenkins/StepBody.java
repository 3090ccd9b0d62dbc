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
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The block of a step, run once for each gate that asks for it: as smoke tests of the idle colour, or in each phase of a
 * canary.
 *
 * <p>Used on the lane of its execution and saved with it; Jenkins itself carries a block that has begun over a restart,
 * and a verdict that the release has not taken down yet is given again.
 */
final class StepBody implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ReleaseStepExecution execution;
    /** By what the block was told, which is another text for each phase: the verdict and its sentence. */
    private final Map<String, Verdict> verdicts = new HashMap<>();

    private final Map<String, String> sentences = new HashMap<>();
    private String told = "";
    private BodyExecution running;
    private transient Consumer<Answer> asked;
    private transient Runnable afterwards;

    StepBody(ReleaseStepExecution execution) {
        this.execution = execution;
    }

    /** Answers when the block has ended; begins it if it has not begun for this environment. */
    void ask(Map<String, String> environment, Consumer<Answer> answer) throws IOException, InterruptedException {
        String key = new TreeMap<>(environment).toString();
        if (verdicts.containsKey(key)) {
            answer.accept(answer(key));
        } else if (running == null) {
            asked = answer;
            told = key;
            begin(environment);
        } else if (told.equals(key)) {
            asked = answer;
        } else {
            endsFirst(() -> execution.later(() -> ask(environment, answer)));
        }
    }

    private Answer answer(String key) {
        return new Answer(verdicts.get(key), sentences.get(key), Json.object());
    }

    private void begin(Map<String, String> environment) throws IOException, InterruptedException {
        StepContext context = execution.getContext();
        EnvironmentExpander outer = context.get(EnvironmentExpander.class);
        Map<String, String> variables = variables();
        variables.putAll(environment);
        running = context.newBodyInvoker()
                .withContext(EnvironmentExpander.merge(outer, EnvironmentExpander.constant(variables)))
                .withCallback(new Callback(execution, this))
                .start();
        Future<?> unused = context.saveState();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        String canary = "";
        for (Event event : execution.release().map(Release::events).orElse(List.of())) {
            if (event.kind() == EventKind.STARTED) {
                JsonNode spec = event.data().path("spec");
                canary = spec.path("canary").asText();
                for (String field : List.of("namespace", "application", "service", "previewService")) {
                    put(variables, field, spec.path(field).asText());
                }
                put(variables, "release", event.text("release"));
            } else if (event.kind() == EventKind.BASELINE) {
                JsonNode baseline = event.data().path("baseline");
                String idle = baseline.path("idle").asText();
                put(variables, "deployment", idle.isEmpty() ? canary : idle);
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
            take(Verdict.PASS, "the block of the step has passed");
        } else if (problem instanceof FlowInterruptedException) {
            take(Verdict.NOT_RUN, "the block of the step was stopped: " + Interruption.reason(problem));
            if (afterwards == null) {
                execution.bodyStopped(problem);
            }
        } else {
            take(Verdict.FAIL, Interruption.reason(problem));
        }
        Future<?> unused = execution.getContext().saveState();
        if (asked != null) {
            asked.accept(answer(told));
            asked = null;
        }
        if (afterwards != null) {
            Runnable next = afterwards;
            afterwards = null;
            next.run();
        }
    }

    private void take(Verdict verdict, String sentence) {
        verdicts.put(told, verdict);
        sentences.put(told, sentence);
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
        private final StepBody body;

        Callback(ReleaseStepExecution execution, StepBody body) {
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
