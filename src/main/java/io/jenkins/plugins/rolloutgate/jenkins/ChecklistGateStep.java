package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code checklistGate}: goes on when a section of the checklist, or all of it, is complete. */
public class ChecklistGateStep extends ChecklistStep {
    private static final long serialVersionUID = 1L;

    private static final String UNSTABLE = "unstable";

    private String section = "";
    private String deadline = "";
    private String onDeadline = "fail";

    @DataBoundConstructor
    public ChecklistGateStep() {}

    /** Its title, or titles with {@code >} between them; empty for the whole checklist. */
    public String getSection() {
        return section;
    }

    @DataBoundSetter
    public void setSection(String section) {
        this.section = Text.trim(section);
    }

    /** For how long it waits; empty for without end. */
    public String getDeadline() {
        return deadline;
    }

    @DataBoundSetter
    public void setDeadline(String deadline) {
        this.deadline = Text.trim(deadline);
    }

    /** What follows when it is not complete by then: {@code fail} or {@code unstable}. */
    public String getOnDeadline() {
        return onDeadline;
    }

    @DataBoundSetter
    public void setOnDeadline(String onDeadline) {
        this.onDeadline = Text.or(onDeadline, "fail").toLowerCase(Locale.ROOT);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (!onDeadline.equals("fail") && !onDeadline.equals(UNSTABLE)) {
            throw new AbortException("checklistGate: onDeadline must be fail or unstable, not '" + onDeadline + "'");
        }
        try {
            long until = deadline.isEmpty()
                    ? 0
                    : Instant.now().plus(Durations.parse(deadline)).toEpochMilli();
            return new Execution(context, this, until);
        } catch (IllegalArgumentException e) {
            throw new AbortException("checklistGate: deadline: " + e.getMessage());
        }
    }

    /** Waits for the section. */
    static final class Execution extends ChecklistWait {
        private static final long serialVersionUID = 1L;

        private final ChecklistGateStep step;
        /** When the time is over, in milliseconds since 1970; 0 for never. */
        private final long until;

        Execution(StepContext context, ChecklistGateStep step, long until) {
            super(context, step.onDeadline.equals(UNSTABLE));
            this.step = step;
            this.until = until;
        }

        /** A misspelt section is told at once. */
        @Override
        void prepare(ChecklistRecord record) throws IOException {
            progress(record.snapshot().state(Instant.now()));
        }

        private Progress progress(ChecklistState state) throws AbortException {
            try {
                return step.section.isEmpty() ? state.progress() : state.progress(state.section(step.section));
            } catch (IllegalArgumentException e) {
                throw new AbortException("checklistGate: " + e.getMessage());
            }
        }

        private String name() {
            return step.section.isEmpty() ? "the checklist" : "“" + step.section + "”";
        }

        @Override
        Standing look(Snapshot now, Instant time) throws AbortException {
            ChecklistState state = now.state(time);
            Progress progress = progress(state);
            String how = name() + ": " + progress.done() + " of " + progress.total() + " done";
            if (progress.isComplete()) {
                return Standing.done(how + ", complete");
            }
            if (isOverridden(now, state)) {
                return Standing.done(how + ", opened by an override");
            }
            if (until != 0 && time.toEpochMilli() >= until) {
                return Standing.failed(name() + " is not complete in time: " + open(now, progress));
            }
            return Standing.waiting(
                    how + ", waiting for " + open(now, progress),
                    until == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
        }

        private boolean isOverridden(Snapshot now, ChecklistState state) {
            return now.events().stream()
                    .filter(event -> event.kind() == EventKind.OVERRIDDEN)
                    .anyMatch(event -> isThisGate(state, event.text("gate")));
        }

        /** A section may be named by its title alone, or with those around it. */
        private boolean isThisGate(ChecklistState state, String gate) {
            if (gate.isEmpty() || step.section.isEmpty()) {
                return gate.equals(step.section);
            }
            try {
                return state.section(gate) == state.section(step.section);
            } catch (IllegalArgumentException e) {
                // It was about something else.
                return false;
            }
        }

        private static String open(Snapshot now, Progress progress) {
            String first = now.checklist()
                    .item(progress.blocking().get(0))
                    .orElseThrow()
                    .text();
            int more = progress.blocking().size() - 1;
            return "“" + first + "”" + (more > 0 ? " and " + more + " more" : "");
        }
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ChecklistStepDescriptor {

        @Override
        public String getFunctionName() {
            return "checklistGate";
        }

        @Override
        public String getDisplayName() {
            return Messages.ChecklistGateStep_displayName();
        }

        @POST
        public ListBoxModel doFillOnDeadlineItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ChecklistGateStep_fail(), "fail");
            items.add(Messages.ChecklistGateStep_unstable(), UNSTABLE);
            return items;
        }

        @POST
        public FormValidation doCheckDeadline(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
        }
    }
}
