package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.Document;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code releaseChecklist}: begins the checklist of a release, goes on with one of an earlier build, or takes an edit of its
 * document in.
 */
public class ReleaseChecklistStep extends ChecklistStep {
    private static final long serialVersionUID = 1L;

    private String file = "";
    private String text = "";
    private String release = "";
    private String bind = "";

    @DataBoundConstructor
    public ReleaseChecklistStep() {}

    /** The document, in the workspace. */
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Text.trim(file);
    }

    /** The document itself, instead of a file. */
    public String getText() {
        return text;
    }

    @DataBoundSetter
    public void setText(String text) {
        this.text = text == null ? "" : text;
    }

    /** Id of a record to go on with; empty to begin one, or to go on with the one that the build works on. */
    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Text.trim(release);
    }

    /** Proofs by the names of their items: {@code ITEM = PROOF}, one in each line; a map in a Pipeline. */
    public String getBind() {
        return bind;
    }

    @DataBoundSetter
    public void setBind(String bind) {
        this.bind = Text.trim(bind);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Reads the document and takes it in. */
    static final class Execution extends ChecklistStepExecution {
        private static final long serialVersionUID = 1L;

        private final ReleaseChecklistStep step;

        Execution(StepContext context, ReleaseChecklistStep step) {
            super(context);
            this.step = step;
        }

        @Override
        void begin() throws IOException, InterruptedException {
            boolean given = !step.file.isEmpty() || !step.text.isBlank();
            if (!step.file.isEmpty() && !step.text.isBlank()) {
                throw new AbortException("releaseChecklist: give file or text, not both");
            }
            Optional<ChecklistRecord> present = present();
            if (!given && present.isEmpty()) {
                throw new AbortException(
                        "releaseChecklist: give file: 'RELEASE.md' or text, or the id of a release to" + " go on with");
            }
            Snapshot now;
            try {
                now = given
                        ? take(document(), present)
                        : ControllerChecklists.get().reopen(present.orElseThrow());
            } catch (IllegalArgumentException e) {
                throw new AbortException("releaseChecklist: " + e.getMessage());
            }
            tell(now);
        }

        private Optional<ChecklistRecord> present() throws IOException, InterruptedException {
            if (step.release.isEmpty()) {
                return ControllerChecklists.get().of(run());
            }
            Optional<ChecklistRecord> found = step.release.matches("[a-z0-9-]+")
                    ? ControllerChecklists.get().find(step.release)
                    : Optional.empty();
            String folder = AllowedClusters.folderOf(run().getParent());
            if (found.isEmpty() || !begunIn(found.get()).equals(folder)) {
                throw new AbortException("there is no checklist " + step.release
                        + " of a job in this folder: give the id that releaseChecklist has returned there");
            }
            ChecklistAction.attach(run(), step.release);
            return found;
        }

        private static String begunIn(ChecklistRecord record) throws IOException {
            try {
                return Origin.read(record.snapshot().events().get(0).data().path("origin"))
                        .folder();
            } catch (IllegalArgumentException e) {
                throw new AbortException("this is the record of a release, not of a checklist");
            }
        }

        private Snapshot take(Document document, Optional<ChecklistRecord> present)
                throws IOException, InterruptedException {
            ChecklistRecord record = present.isPresent()
                    ? present.get()
                    : ControllerChecklists.get().start(run(), origin(), document);
            ControllerChecklists.get().reopen(record);
            return new Taking(record).document(document, Requester.of(run()));
        }

        private Document document() throws IOException, InterruptedException {
            Map<String, String> bind = NamedTexts.read("bind", step.bind);
            if (step.file.isEmpty()) {
                return new Document("", step.text, "", bind);
            }
            FilePath workspace = getContext().get(FilePath.class);
            if (workspace == null) {
                throw new AbortException("releaseChecklist file: needs a workspace: put it into a node, or give text:");
            }
            FilePath found = workspace.child(step.file);
            if (!found.exists()) {
                throw new AbortException("there is no file " + step.file + " in the workspace: check it out before");
            }
            FilePath beside = workspace.child(step.file.replaceFirst("[.][^./]*$", "") + ".bind.yaml");
            String bindings = beside.exists() ? read(beside, step.file) : "";
            return new Document(step.file, read(found, step.file), bindings, bind);
        }

        private static String read(FilePath file, String name) throws IOException, InterruptedException {
            try (InputStream in = file.read()) {
                return SourceText.decode(in.readNBytes(SourceText.MOST_BYTES + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " " + e.getMessage(), e);
            }
        }

        private void tell(Snapshot now) throws IOException, InterruptedException {
            Run<?, ?> run = run();
            Progress progress = now.state(Instant.now()).progress();
            log("checklist " + now.id() + ": " + progress.done() + " of " + progress.total() + " done, at "
                    + run.getUrl() + "release-checklist/");
            for (String note : now.checklist().notes()) {
                log("  " + note);
            }
            succeed(new ChecklistResult(now.id(), run.getUrl() + "release-checklist/", progress));
        }
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ChecklistStepDescriptor {

        @Override
        public String getFunctionName() {
            return "releaseChecklist";
        }

        @Override
        public String getDisplayName() {
            return Messages.ReleaseChecklistStep_displayName();
        }

        @POST
        public FormValidation doCheckFile(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String text,
                @QueryParameter String release) {
            return FormChecks.answer(
                    item,
                    () -> Text.trim(value).isEmpty()
                                    && Text.trim(text).isEmpty()
                                    && Text.trim(release).isEmpty()
                            ? Optional.of("Name the file of the checklist, such as RELEASE.md.")
                            : Optional.empty());
        }
    }
}
