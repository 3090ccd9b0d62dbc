package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Api;
import hudson.model.BuildBadgeAction;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.HtmlReport;
import io.jenkins.plugins.rolloutgate.report.JsonReport;
import io.jenkins.plugins.rolloutgate.report.MarkdownReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.run.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * A release on the build that asked for it: a line and a badge, a page with the report, and downloads.
 *
 * <p>Saved are only the id and the head of the record; everything shown is computed from the record when it is asked
 * for. Whoever may see the job may see it.
 */
@ExportedBean(defaultVisibility = 2)
public class ReleaseAction implements RunAction2, BuildBadgeAction, StaplerProxy {
    private static final Logger LOGGER = Logger.getLogger(ReleaseAction.class.getName());

    private final String release;
    private volatile String head = "";
    private transient volatile Run<?, ?> run;
    /** Of a release that is over, so that lists of builds need not read records again. */
    private transient volatile ReleaseSummary ended;

    public ReleaseAction(String release) {
        this.release = release;
    }

    /** The action of this release, added and saved if the build has none. */
    static ReleaseAction attach(Run<?, ?> run, String release) throws IOException {
        for (ReleaseAction action : run.getActions(ReleaseAction.class)) {
            if (action.release.equals(release)) {
                return action;
            }
        }
        ReleaseAction action = new ReleaseAction(release);
        run.addAction(action);
        run.save();
        return action;
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    @Override
    public Object getTarget() {
        run.checkPermission(Item.READ);
        return this;
    }

    /** The build, by the name that Jenkins' frame for pages of builds asks for. */
    public Run<?, ?> getObject() {
        return run;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Id of the release. */
    @Exported
    public String getRelease() {
        return release;
    }

    /** SHA-256 of the last line of the record when the build saw it end; empty before. */
    @Exported
    public String getHead() {
        return head;
    }

    void setHead(String head) {
        this.head = head;
    }

    /** Null when the record is not kept any more. */
    @Exported(inline = true)
    public ReleaseSummary getSummary() {
        if (!ControllerReleases.get().has(release)) {
            return null;
        }
        ReleaseSummary known = ended;
        if (known != null) {
            return known;
        }
        Optional<ReleaseSummary> now = report().map(ReleaseSummary::new);
        if (now.filter(ReleaseSummary::isOver).isPresent()) {
            ended = now.get();
        }
        return now.orElse(null);
    }

    /** Why the release does not go on although it is not over; empty when all is well. */
    public String getProblem() {
        return ControllerReleases.get().problem(release).orElse("");
    }

    /** The checklist that the build works on; null when there is none, or whoever looks may not see it. */
    public ChecklistView getChecklist() {
        ChecklistAction action = run.getAction(ChecklistAction.class);
        return action != null && run.hasPermission(ChecklistPermissions.VIEW) ? action.getSummary() : null;
    }

    /** Escaped by construction. */
    public String getBody() {
        return report().map(HtmlReport::body).orElse("");
    }

    private Optional<ReleaseReport> report() {
        return view().map(view -> view.report(Instant.now()));
    }

    private Optional<ReleaseView> view() {
        ControllerReleases releases = ControllerReleases.get();
        try {
            return releases.has(release) ? Optional.of(ReleaseView.of(releases, release)) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot read the record of release " + release, e);
            return Optional.empty();
        }
    }

    /** What people are asked now; null when nothing is, or when nobody here can take the answer down. */
    public OpenQuestion getQuestion() {
        return ControllerReleases.get().find(release).isEmpty()
                ? null
                : report().flatMap(report -> report.standing().question())
                        .map(OpenQuestion::new)
                        .orElse(null);
    }

    /** Whether whoever looks at the page may answer. */
    public boolean isMayDecide() {
        OpenQuestion question = getQuestion();
        return question != null && Person.current().mayAnswer(question.from(), run.getParent());
    }

    /**
     * Takes the answer of a person down.
     *
     * @param question id of the question that the person has seen; an answer to another one changes nothing
     * @param answer {@code go}, {@code no-go} or {@code hold}
     */
    @RequirePOST
    @WebMethod(name = "decide")
    public HttpResponse doDecide(
            StaplerRequest2 request,
            @QueryParameter String question,
            @QueryParameter String answer,
            @QueryParameter String comment) {
        run.checkPermission(Item.READ);
        Person person = Person.current();
        Optional<Release> driven = ControllerReleases.get().find(release);
        OpenQuestion open = getQuestion();
        if (driven.isEmpty() || open == null || !open.getId().equals(question)) {
            return Content.refusal(409, "This question is not open any more: look at the release again");
        }
        if (!person.mayAnswer(open.from(), run.getParent())) {
            return Content.refusal(403, "Only " + open.getWho() + " may answer");
        }
        if (!open.answers().contains(answer)) {
            return Content.refusal(400, "Answer with one of " + String.join(", ", open.answers()));
        }
        driven.get().decide(person.id(), Person.how(request), question, answer, OpenQuestion.comment(comment));
        return HttpResponses.redirectToDot();
    }

    /** Keeps the release where it is, after what it has begun. */
    @RequirePOST
    @WebMethod(name = "pause")
    public HttpResponse doPause(@QueryParameter String reason) {
        run.checkPermission(Item.CANCEL);
        return order(reason, Release::pause);
    }

    /** Lets it go on. */
    @RequirePOST
    @WebMethod(name = "resume")
    public HttpResponse doResume(@QueryParameter String reason) {
        run.checkPermission(Item.CANCEL);
        return order(reason, Release::resume);
    }

    /** Has the release end by its failure policy, now. */
    @RequirePOST
    @WebMethod(name = "rollBack")
    public HttpResponse doRollBack(@QueryParameter String reason) {
        run.checkPermission(Item.CANCEL);
        return order(reason, Release::abort);
    }

    private interface Order {
        void give(Release release, String actor, String reason);
    }

    private HttpResponse order(String reason, Order order) {
        Person person = Person.current();
        Optional<Release> driven = ControllerReleases.get().find(release);
        if (driven.isEmpty() || !person.isKnown()) {
            return Content.refusal(409, "Release " + release + " does not run any more");
        }
        if (Text.trim(reason).isEmpty()) {
            return Content.refusal(400, "Say why: the reason is missing");
        }
        order.give(driven.get(), person.id(), OpenQuestion.comment(reason));
        return HttpResponses.redirectToDot();
    }

    /** Whether whoever looks at the page may hold the release, or have it rolled back, now. */
    public boolean isMayStop() {
        return run.hasPermission(Item.CANCEL)
                && ControllerReleases.get().find(release).isPresent()
                && report().filter(report -> report.heading().movesTraffic()).isPresent();
    }

    /** Whether somebody holds it where it is. */
    public boolean isHeld() {
        return report().flatMap(ReleaseReport::pause).isPresent();
    }

    /** What the page shows while the release runs. */
    @GET
    @WebMethod(name = "body")
    public HttpResponse doBody() {
        ReleaseSummary summary = getSummary();
        OpenQuestion question = getQuestion();
        return summary == null
                ? HttpResponses.notFound()
                : Content.page(getBody())
                        .header("X-Rollout-Gate-Over", String.valueOf(summary.isOver()))
                        .header("X-Rollout-Gate-Question", question == null ? "" : question.getId());
    }

    @GET
    @WebMethod(name = "record.jsonl")
    public HttpResponse doRecord() throws IOException {
        ControllerReleases releases = ControllerReleases.get();
        return releases.has(release)
                ? Content.file(
                        "application/x-ndjson",
                        release + "-record.jsonl",
                        Files.readAllBytes(releases.journal(release)))
                : HttpResponses.notFound();
    }

    @GET
    @WebMethod(name = "report.html")
    public HttpResponse doHtml() {
        return render("text/html", "report.html", HtmlReport::page);
    }

    @GET
    @WebMethod(name = "report.md")
    public HttpResponse doMarkdown() {
        return render("text/markdown", "report.md", MarkdownReport::of);
    }

    @GET
    @WebMethod(name = "report.json")
    public HttpResponse doJson() {
        return render("application/json", "report.json", report -> Json.pretty(JsonReport.of(report)));
    }

    /** What the record says now, signed with the administrator's key. */
    @GET
    @WebMethod(name = "attestation.json")
    public HttpResponse doAttestation() throws IOException {
        return ControllerReleases.get().has(release)
                ? Attestations.download(
                        release + "-attestation.json", ControllerReleases.get().journal(release))
                : HttpResponses.notFound();
    }

    private interface Rendering {
        String of(ReleaseReport report);
    }

    private HttpResponse render(String type, String name, Rendering rendering) {
        return report().<HttpResponse>map(report -> Content.file(
                        type, release + "-" + name, rendering.of(report).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(HttpResponses::notFound);
    }

    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "rollout-gate-" + release;
    }
}
