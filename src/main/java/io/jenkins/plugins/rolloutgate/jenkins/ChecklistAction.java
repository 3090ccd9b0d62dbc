package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Api;
import hudson.model.BuildBadgeAction;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistCsv;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistHtml;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistMarkdown;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistStatusJson;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.RefusedException;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * A checklist on a build that works on it: a line and a badge, the page on which people sign, and downloads.
 *
 * <p>Saved is only the id; everything shown is computed from the record when it is asked for. What people say is judged
 * again by their permissions of the moment.
 */
@ExportedBean(defaultVisibility = 2)
public class ChecklistAction implements RunAction2, BuildBadgeAction, StaplerProxy {
    private static final Logger LOGGER = Logger.getLogger(ChecklistAction.class.getName());
    private static final String VALUE = "value-";

    private final String checklist;
    private transient volatile Run<?, ?> run;

    public ChecklistAction(String checklist) {
        this.checklist = checklist;
    }

    /** Makes a build work on a checklist, instead of on another one. */
    static void attach(Run<?, ?> run, String checklist) throws IOException {
        ChecklistAction present = run.getAction(ChecklistAction.class);
        if (present == null || !present.checklist.equals(checklist)) {
            run.addOrReplaceAction(new ChecklistAction(checklist));
            run.save();
        }
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
        run.checkPermission(ChecklistPermissions.VIEW);
        return this;
    }

    /** The build, by the name that Jenkins' frame for pages of builds asks for. */
    public Run<?, ?> getObject() {
        return run;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Id of the record. */
    @Exported
    public String getChecklist() {
        return checklist;
    }

    private Optional<ChecklistRecord> record() {
        return ControllerChecklists.get().find(checklist);
    }

    private Optional<ChecklistReport> report() {
        try {
            Optional<ChecklistRecord> record = record();
            return record.isPresent() ? Optional.of(record.get().snapshot().report(Instant.now())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read checklist " + checklist);
            return Optional.empty();
        }
    }

    /** Null when the record is not kept any more, or cannot be read. */
    @Exported(inline = true)
    public ChecklistView getSummary() {
        return report().map(ChecklistView::new).orElse(null);
    }

    /**
     * Escaped by construction, with what whoever looks at it may do.
     *
     * @param asked {@code section N} for the section in which they want to sign, as the page's address has it
     */
    public String body(String asked) {
        String section = Text.trim(asked).replaceFirst("^section ?", "");
        return report().map(report -> ChecklistHtml.body(report, ChecklistRights.now(run.getParent(), section)))
                .orElse("");
    }

    /** The page's changing part; its head tells when nothing has changed. */
    @GET
    @WebMethod(name = "body")
    public HttpResponse doBody(@QueryParameter String head, @QueryParameter String section) throws IOException {
        Optional<ChecklistRecord> record = record();
        if (record.isEmpty()) {
            return HttpResponses.notFound();
        }
        Snapshot snapshot = record.get().snapshot();
        boolean same = snapshot.head().equals(head);
        String body = same
                ? ""
                : ChecklistHtml.body(snapshot.report(Instant.now()), ChecklistRights.now(run.getParent(), section));
        return Content.page(body)
                .header("X-Rollout-Gate-Head", snapshot.head())
                .header("X-Rollout-Gate-Same", String.valueOf(same));
    }

    /** Ticks an item, with what was filled into its blanks. */
    @RequirePOST
    @WebMethod(name = "tick")
    public HttpResponse doTick(StaplerRequest2 request, @QueryParameter String item, @QueryParameter String comment)
            throws IOException {
        run.checkPermission(ChecklistPermissions.SIGN);
        Map<Integer, String> values = values(request);
        return say(request, (people, rights, who, now) -> {
            requireRole(rights.mayTick(now.item(item)), now.item(item).role());
            people.tick(who, item, comment, values);
        });
    }

    /** Lets an item pass, or says that it does not apply. */
    @RequirePOST
    @WebMethod(name = "except")
    public HttpResponse doExcept(
            StaplerRequest2 request,
            @QueryParameter String item,
            @QueryParameter String how,
            @QueryParameter String reason)
            throws IOException {
        boolean waive = "waive".equals(how);
        run.checkPermission(waive ? ChecklistPermissions.WAIVE : ChecklistPermissions.SIGN);
        return say(request, (people, rights, who, now) -> {
            if (waive) {
                people.waive(who, item, reason);
            } else if (!"applies".equals(how) && !"not-applicable".equals(how)) {
                throw new RefusedException("say how: waive, not-applicable or applies");
            } else {
                requireRole(rights.mayTick(now.item(item)), now.item(item).role());
                people.applies(who, item, "applies".equals(how), reason);
            }
        });
    }

    /** Says of a section whether it applies. */
    @RequirePOST
    @WebMethod(name = "section")
    public HttpResponse doSection(
            StaplerRequest2 request,
            @QueryParameter String section,
            @QueryParameter String applies,
            @QueryParameter String reason)
            throws IOException {
        run.checkPermission(ChecklistPermissions.SIGN);
        return say(request, (people, rights, who, now) -> {
            if (!"true".equals(applies) && !"false".equals(applies)) {
                throw new RefusedException("say whether it applies: true or false");
            }
            for (io.jenkins.plugins.rolloutgate.checklist.Item item : now.itemsOf(section)) {
                requireRole(rights.mayTick(item), item.role());
            }
            people.sectionApplies(who, Text.trim(section), "true".equals(applies), reason);
        });
    }

    /** Answers for a role. */
    @RequirePOST
    @WebMethod(name = "answer")
    public HttpResponse doAnswer(
            StaplerRequest2 request,
            @QueryParameter String id,
            @QueryParameter String answer,
            @QueryParameter String comment)
            throws IOException {
        run.checkPermission(ChecklistPermissions.SIGN);
        return say(request, (people, rights, who, now) -> {
            SignOff asked = now.signOff(id);
            requireRole(rights.mayAnswer(asked), asked.role());
            if ("approve".equals(answer)) {
                people.approve(who, id, comment);
            } else if ("reject".equals(answer)) {
                people.reject(who, id, comment);
            } else {
                throw new RefusedException("answer with approve or reject");
            }
        });
    }

    /** Opens a gate that the rules keep closed. */
    @RequirePOST
    @WebMethod(name = "override")
    public HttpResponse doOverride(StaplerRequest2 request, @QueryParameter String gate, @QueryParameter String reason)
            throws IOException {
        run.checkPermission(ChecklistPermissions.OVERRIDE);
        return say(request, (people, rights, who, now) -> people.override(who, gate, reason));
    }

    private static Map<Integer, String> values(StaplerRequest2 request) {
        Map<Integer, String> values = new TreeMap<>();
        request.getParameterMap().forEach((name, given) -> {
            if (name.matches(VALUE + "[0-9]{1,4}")) {
                values.put(Integer.valueOf(name.substring(VALUE.length())), given[0]);
            }
        });
        return values;
    }

    /** What a person says, once it is known that they may. */
    private interface Saying {
        void say(People people, ChecklistRights rights, Signer who, ChecklistNow now)
                throws IOException, RefusedException;
    }

    private HttpResponse say(StaplerRequest2 request, Saying saying) throws IOException {
        Optional<ChecklistRecord> record = record();
        if (record.isEmpty()) {
            return HttpResponses.notFound();
        }
        Person person = Person.current();
        if (!person.isKnown()) {
            return Content.refusal(403, "Log in first: only a person can sign");
        }
        try {
            Signer who = Signer.authenticated(person.id(), Person.how(request));
            ChecklistNow now =
                    new ChecklistNow(record.get().snapshot(), record.get().now());
            saying.say(new People(record.get()), ChecklistRights.now(run.getParent()), who, now);
            return HttpResponses.redirectToDot();
        } catch (RefusedException e) {
            return Content.refusal(409, Text.sentence(e.getMessage()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "checklist " + checklist + " did not take something down");
            return Content.refusal(500, "It was not recorded: " + e.getMessage());
        }
    }

    private static void requireRole(boolean is, String role) throws RefusedException {
        if (!is) {
            throw new RefusedException(
                    role.isEmpty()
                            ? "you may not sign here"
                            : "only " + role + " may answer, and you are not of that role");
        }
    }

    @GET
    @WebMethod(name = "record.jsonl")
    public HttpResponse doRecord() throws IOException {
        return record().isEmpty()
                ? HttpResponses.notFound()
                : Content.file(
                        "application/x-ndjson",
                        checklist + "-record.jsonl",
                        Files.readAllBytes(ControllerReleases.get().journal(checklist)));
    }

    @GET
    @WebMethod(name = "checklist.html")
    public HttpResponse doHtml() {
        return render("text/html", "checklist.html", ChecklistHtml::page);
    }

    /** The document itself, with boxes ticked and blanks filled in. */
    @GET
    @WebMethod(name = "checklist.md")
    public HttpResponse doMarkdown() {
        return render("text/markdown", "checklist.md", ChecklistMarkdown::of);
    }

    @GET
    @WebMethod(name = "checklist.csv")
    public HttpResponse doCsv() {
        return render("text/csv", "checklist.csv", ChecklistCsv::of);
    }

    @GET
    @WebMethod(name = "checklist.json")
    public HttpResponse doJson() {
        return render("application/json", "checklist.json", report -> Json.pretty(ChecklistStatusJson.of(report)));
    }

    /** What the record says now, signed with the administrator's key. */
    @GET
    @WebMethod(name = "attestation.json")
    public HttpResponse doAttestation() throws IOException {
        return record().isEmpty()
                ? HttpResponses.notFound()
                : Attestations.download(
                        checklist + "-attestation.json",
                        ControllerReleases.get().journal(checklist));
    }

    private interface Rendering {
        String of(ChecklistReport report);
    }

    private HttpResponse render(String type, String name, Rendering rendering) {
        return report().<HttpResponse>map(report -> Content.file(
                        type, checklist + "-" + name, rendering.of(report).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(HttpResponses::notFound);
    }

    @Override
    public String getIconFileName() {
        return run != null && run.hasPermission(ChecklistPermissions.VIEW) ? "symbol-check" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ChecklistAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "release-checklist";
    }
}
