package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.Question;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code signOff}: asks a role for its approval, and goes on when enough people of it have given it. */
public class SignOffStep extends ChecklistStep {
    private static final long serialVersionUID = 1L;

    private static final String UNSTABLE = "unstable";

    private final String role;
    private String from = "";
    private int quorum = 1;
    private boolean distinct = true;
    private String section = "";
    private String expires = "24h";
    private String onFailure = "fail";
    private String subject = "";

    @DataBoundConstructor
    public SignOffStep(String role) {
        this.role = Text.trim(role);
    }

    public String getRole() {
        return role;
    }

    /** Users and groups, separated by commas; only those of them who are of the role can answer. */
    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Text.trim(from);
    }

    /** How many different people must approve. */
    public int getQuorum() {
        return quorum;
    }

    @DataBoundSetter
    public void setQuorum(int quorum) {
        this.quorum = quorum;
    }

    /** Whether who approved for another role does not count. */
    public boolean isDistinct() {
        return distinct;
    }

    @DataBoundSetter
    public void setDistinct(boolean distinct) {
        this.distinct = distinct;
    }

    /** What of the checklist it is about; only told to people. */
    public String getSection() {
        return section;
    }

    @DataBoundSetter
    public void setSection(String section) {
        this.section = Text.trim(section);
    }

    /** For how long is asked. */
    public String getExpires() {
        return expires;
    }

    @DataBoundSetter
    public void setExpires(String expires) {
        this.expires = Text.or(expires, "24h");
    }

    /** What follows a rejection, and silence: {@code fail} or {@code unstable}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Text.or(onFailure, "fail").toLowerCase(Locale.ROOT);
    }

    /**
     * What is approved: {@code NAME = TEXT}, one in each line, such as {@code image} and {@code plan}; a map in a Pipeline. With
     * another one, approvals do not count.
     */
    public String getSubject() {
        return subject;
    }

    @DataBoundSetter
    public void setSubject(String subject) {
        this.subject = Text.trim(subject);
    }

    private Question question(Snapshot checklist, List<String> requesters) {
        Map<String, String> what = new LinkedHashMap<>();
        what.put("document", checklist.documentDigest());
        what.putAll(NamedTexts.read("subject", subject));
        List<String> people = Arrays.stream(from.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
        return new Question(role, people, quorum, distinct, section, Optional.of(duration()), requesters, what);
    }

    private Duration duration() {
        return Durations.parse(expires);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (role.isEmpty()) {
            throw new AbortException("signOff: name the role, as in signOff role: 'Tech lead'");
        }
        if (quorum < 1) {
            throw new AbortException("signOff: quorum must be at least 1, not " + quorum);
        }
        if (!onFailure.equals("fail") && !onFailure.equals(UNSTABLE)) {
            throw new AbortException("signOff: onFailure must be fail or unstable, not '" + onFailure + "'");
        }
        try {
            Duration unused = duration();
        } catch (IllegalArgumentException e) {
            throw new AbortException("signOff: " + e.getMessage());
        }
        Optional<String> problem = StepChecks.argument(() -> NamedTexts.read("subject", subject));
        if (problem.isPresent()) {
            throw new AbortException("signOff: " + problem.get());
        }
        return new Execution(context, this);
    }

    /** Asks, and waits for the answers. */
    static final class Execution extends ChecklistWait {
        private static final long serialVersionUID = 1L;

        private final SignOffStep step;
        private volatile String question = "";

        Execution(StepContext context, SignOffStep step) {
            super(context, step.onFailure.equals(UNSTABLE));
            this.step = step;
        }

        @Override
        void prepare(ChecklistRecord record) throws IOException, InterruptedException {
            if (question.isEmpty()) {
                Question asked = step.question(record.snapshot(), Requester.people(run()));
                question = new Taking(record).ask(Requester.of(run()), asked);
            }
        }

        @Override
        Standing look(Snapshot now, Instant time) {
            SignOff asked = now.state(time).signOff(question);
            String people = asked.signed().stream().map(Event::actor).collect(Collectors.joining(", "));
            if (asked.isOverridden()) {
                return Standing.done("the sign-off of " + step.role + " was overridden");
            }
            return switch (asked.stage(time)) {
                case COMPLETE -> Standing.done(step.role + " has approved: " + people);
                case REJECTED -> {
                    Event no = asked.rejected().orElseThrow();
                    yield Standing.failed(step.role + " has rejected: " + no.actor() + ", “" + no.text("reason") + "”");
                }
                case EXPIRED ->
                    Standing.failed("nobody approved for " + step.role + " in time: "
                            + asked.signed().size() + " of " + asked.quorum() + " within " + step.expires);
                case WAITING ->
                    Standing.waiting(
                            "waiting for " + step.role + ": " + asked.signed().size() + " of " + asked.quorum()
                                    + " have approved",
                            asked.until());
            };
        }
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ChecklistStepDescriptor {

        @Override
        public String getFunctionName() {
            return "signOff";
        }

        @Override
        public String getDisplayName() {
            return Messages.SignOffStep_displayName();
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ChecklistGateStep_fail(), "fail");
            items.add(Messages.ChecklistGateStep_unstable(), UNSTABLE);
            return items;
        }

        @POST
        public FormValidation doCheckRole(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item,
                    () -> Text.trim(value).isEmpty()
                            ? Optional.of("Name the role, such as Tech lead.")
                            : Optional.empty());
        }

        @POST
        public FormValidation doCheckExpires(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
        }
    }
}
