package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.checklist.RefusedException;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code checklistItem}: says of an item that it is so or not, or lets a block prove it. */
public class ChecklistItemStep extends ChecklistStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "checklistItem";

    private final String item;
    private String status = "passed";
    private String message = "";
    private String values = "";

    @DataBoundConstructor
    public ChecklistItemStep(String item) {
        this.item = Text.trim(item);
    }

    /** Text of the item, or its id. */
    public String getItem() {
        return item;
    }

    /** {@code passed} or {@code failed}; a block decides it itself. */
    public String getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(String status) {
        this.status = Text.or(status, "passed").toLowerCase(Locale.ROOT);
    }

    /** What shows it, in one sentence. */
    public String getMessage() {
        return message;
    }

    @DataBoundSetter
    public void setMessage(String message) {
        this.message = Text.trim(message);
    }

    /** Values for the blanks of the item: {@code NUMBER = VALUE}, from 1, one in each line; a map in a Pipeline. */
    public String getValues() {
        return values;
    }

    @DataBoundSetter
    public void setValues(String values) {
        this.values = Text.trim(values);
    }

    private Map<Integer, String> byIndex() throws AbortException {
        Map<Integer, String> byIndex = new TreeMap<>();
        for (Map.Entry<String, String> value : read().entrySet()) {
            if (!Text.trim(value.getKey()).matches("[1-9][0-9]{0,3}")) {
                throw new AbortException("checklistItem: number the values from 1, as in values: ['1': '312'], not '"
                        + value.getKey() + "'");
            }
            byIndex.put(Integer.parseInt(Text.trim(value.getKey())) - 1, Text.trim(value.getValue()));
        }
        return byIndex;
    }

    private Map<String, String> read() throws AbortException {
        try {
            return NamedTexts.read("values", values);
        } catch (IllegalArgumentException e) {
            throw new AbortException("checklistItem: " + e.getMessage());
        }
    }

    private Verdict verdict() throws AbortException {
        return switch (status) {
            case "passed" -> Verdict.PASS;
            case "failed" -> Verdict.FAIL;
            default -> throw new AbortException("checklistItem: status must be passed or failed, not '" + status + "'");
        };
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this, context.hasBody());
    }

    /** Runs the block, if there is one, and takes down what came of it. */
    static final class Execution extends ChecklistStepExecution {
        private static final long serialVersionUID = 1L;

        private final ChecklistItemStep step;
        private final boolean block;
        private volatile BodyExecution running;

        Execution(StepContext context, ChecklistItemStep step, boolean block) {
            super(context);
            this.step = step;
            this.block = block;
        }

        @Override
        void begin() throws IOException, InterruptedException {
            if (!block) {
                String said = step.message.isEmpty() ? "the Pipeline says so" : step.message;
                say(step.verdict(), said);
                succeed(null);
            } else if (running == null) {
                // A misspelt item is told before the block runs.
                find();
                running = getContext()
                        .newBodyInvoker()
                        .withCallback(new Callback(this))
                        .start();
                Future<?> unused = getContext().saveState();
            }
        }

        private void find() throws IOException, InterruptedException {
            try {
                new ChecklistNow(checklist().snapshot(), checklist().now()).item(step.item);
            } catch (RefusedException e) {
                throw new AbortException("checklistItem: " + e.getMessage());
            }
        }

        private void say(Verdict verdict, String sentence) throws IOException, InterruptedException {
            try {
                new Taking(checklist()).prove(Requester.of(run()), step.item, verdict, sentence, step.byIndex());
                log("checklist: “" + step.item + "” " + (verdict == Verdict.PASS ? "passed" : "not passed") + ": "
                        + sentence);
            } catch (RefusedException e) {
                throw new AbortException("checklistItem: " + e.getMessage());
            }
        }

        private void ended(Object result, Throwable problem) throws IOException, InterruptedException {
            if (problem == null) {
                say(Verdict.PASS, step.message.isEmpty() ? "the block of the step has passed" : step.message);
                succeed(result);
            } else {
                boolean stopped = problem instanceof FlowInterruptedException;
                say(stopped ? Verdict.NOT_RUN : Verdict.FAIL, Interruption.reason(problem));
                fail(problem);
            }
        }

        @Override
        public void stop(Throwable cause) {
            BodyExecution body = running;
            if (body == null) {
                super.stop(cause);
            } else {
                body.cancel(cause);
            }
        }
    }

    /** Told by Jenkins on the thread that runs the Pipeline. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final Execution execution;

        Callback(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.later(() -> execution.ended(result, null));
        }

        @Override
        public void onFailure(StepContext context, Throwable problem) {
            execution.later(() -> execution.ended(null, problem));
        }
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ChecklistStepDescriptor {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.ChecklistItemStep_displayName();
        }

        @POST
        public ListBoxModel doFillStatusItems() {
            ListBoxModel items = new ListBoxModel();
            items.add("passed");
            items.add("failed");
            return items;
        }

        @POST
        public FormValidation doCheckItem(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item,
                    () -> Text.trim(value).isEmpty()
                            ? Optional.of("Write the text of the item, or its id.")
                            : Optional.empty());
        }
    }
}
