package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.metrics.file.JunitCases;
import io.jenkins.plugins.rolloutgate.run.checklist.TestResults;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code checklistTests}: ticks the items that are bound to tests, by the JUnit reports of the workspace. */
public class ChecklistTestsStep extends ChecklistStep {
    private static final long serialVersionUID = 1L;

    private final String reports;

    @DataBoundConstructor
    public ChecklistTestsStep(String reports) {
        this.reports = Text.trim(reports);
    }

    /** Which files, as Ant has it. */
    public String getReports() {
        return reports;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Reads the reports and takes them down. */
    static final class Execution extends ChecklistStepExecution {
        private static final long serialVersionUID = 1L;

        private final ChecklistTestsStep step;

        Execution(StepContext context, ChecklistTestsStep step) {
            super(context);
            this.step = step;
        }

        @Override
        void begin() throws IOException, InterruptedException {
            FilePath[] files = getContext().get(FilePath.class).list(step.reports);
            if (files.length == 0) {
                throw new AbortException("checklistTests: there is no report " + step.reports
                        + " in the workspace: run the tests before");
            }
            List<JunitCases.Case> cases = new ArrayList<>();
            for (FilePath file : files) {
                try (InputStream in = file.read()) {
                    cases.addAll(JunitCases.read(file.getRemote(), in));
                } catch (IllegalArgumentException e) {
                    throw new AbortException("checklistTests: " + e.getMessage());
                }
            }
            int decided = new TestResults(checklist()).take(Requester.of(run()), cases);
            log("checklist: " + cases.size() + " tests of " + files.length + " reports decide " + decided + " proofs");
            succeed(null);
        }
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ChecklistStepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class, FilePath.class);
        }

        @Override
        public String getFunctionName() {
            return "checklistTests";
        }

        @Override
        public String getDisplayName() {
            return Messages.ChecklistTestsStep_displayName();
        }

        @POST
        public FormValidation doCheckReports(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item,
                    () -> Text.trim(value).isEmpty()
                            ? Optional.of("Name the reports, such as target/surefire-reports/*.xml.")
                            : Optional.empty());
        }
    }
}
