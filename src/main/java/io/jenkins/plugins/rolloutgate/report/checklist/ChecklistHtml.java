package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.report.EventLines;
import io.jenkins.plugins.rolloutgate.report.Icons;
import io.jenkins.plugins.rolloutgate.report.Parts;
import io.jenkins.plugins.rolloutgate.report.Tone;
import io.jenkins.plugins.rolloutgate.report.Words;
import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Constant;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.HtmlFile;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders a checklist as HTML without a script or a style attribute; the output is also well-formed XML. */
public final class ChecklistHtml {
    private final ChecklistReport report;
    private final Controls controls;

    private ChecklistHtml(ChecklistReport report, Controls controls) {
        this.report = report;
        this.controls = controls;
    }

    /** A file that needs nothing else: light or dark as the reader's system, and printable. */
    public static String page(ChecklistReport report) {
        return HtmlFile.of(
                report.title() + ": " + report.summary().progress(),
                new ChecklistHtml(report, Controls.NONE).main(),
                Constant.TOKENS,
                Constant.STYLE,
                Constant.CHECKLIST_STYLE);
    }

    /** The same for a page that brings the style sheets: the icons and the {@code main} element. */
    public static String body(ChecklistReport report, Controls controls) {
        return HtmlFile.part(Constant.SYMBOLS, new ChecklistHtml(report, controls).main());
    }

    private Element main() {
        Element main = Element.of(Tag.MAIN, "rg rg-checklist")
                .add(
                        Element.of(Tag.DIV, "rg-head")
                                .add(Element.of(Tag.H1).add(Icons.icon("pass"), Parts.span(report.title()))),
                        facts());
        report.chain()
                .damage()
                .ifPresent(damage -> main.add(
                        alarm("The record is damaged", damage + ": what it says cannot be relied on from there on")));
        report.events().stream()
                .filter(event -> event.kind() == EventKind.OVERRIDDEN)
                .forEach(event -> main.add(alarm(
                        "Override by " + event.actor(),
                        "“" + event.text("gate") + "” was opened at " + Words.date(event.time())
                                + " against the rules: " + event.text("reason"))));
        awaited().ifPresent(main::add);
        if (controls.mayStop()) {
            report.rollouts().values().stream()
                    .filter(rollout -> !rollout.text("stage").equals("ended"))
                    .forEach(rollout -> main.add(stop(rollout)));
        }
        main.add(progress()).add(new SectionCard(report, controls).all());
        if (!report.state().signOffs().isEmpty()) {
            main.add(new SignOffTable(report, controls).element());
        }
        return main.add(record());
    }

    private Element facts() {
        Element facts = Element.of(Tag.UL, "rg-facts");
        facts.add(Element.of(Tag.LI)
                .add(Element.of(Tag.B).text(report.summary().progress()))
                .text(" done"));
        for (Map.Entry<String, Event> rollout : report.rollouts().entrySet()) {
            String text = rollout.getKey() + " " + standing(rollout.getValue());
            facts.add(Element.of(Tag.LI)
                    .add(controls.release(rollout.getKey())
                            .map(path -> Element.of(Tag.A).linksTo(path).text(text))
                            .orElse(Parts.span(text))));
        }
        if (!report.file().isEmpty()) {
            facts.add(Element.of(Tag.LI).text("from " + report.file()));
        }
        report.checklist().notes().forEach(note -> facts.add(Element.of(Tag.LI).text(note)));
        return facts;
    }

    private static String standing(Event rollout) {
        return switch (rollout.text("stage")) {
            case "begun" -> "runs";
            case "held" -> "is held by " + rollout.text("by") + ": " + rollout.text("reason");
            case "resumed" -> "runs";
            case "turned" -> "turns: " + rollout.text("decision");
            default -> "is " + rollout.text("outcome").replace('_', ' ');
        };
    }

    private static Element alarm(String title, String text) {
        return Parts.tone(Tone.FAIL).add(Parts.lead("alert", title), Parts.p(text));
    }

    /** What can be done about a release at any moment, on its own page. */
    private Element stop(Event rollout) {
        String release = rollout.text("release");
        Element stop = Element.of(Tag.DETAILS, "rg-card more noprint")
                .set(Attribute.ID, "stop-" + release)
                .add(Element.of(Tag.SUMMARY).text("Hold release " + release + ", or roll it back…"));
        String page = controls.release(release).orElse("");
        stop.add(
                rollout.text("stage").equals("held")
                        ? order(page + "resume", "Resume")
                        : order(page + "pause", "Hold it where it is"));
        return stop.add(order(page + "rollBack", "Roll back now"));
    }

    private static Element order(String path, String title) {
        return Element.of(Tag.FORM, "act no-json")
                .sendsTo(path)
                .add(ItemLine.reason("Because "), ItemLine.button("now", "yes", title));
    }

    private Optional<Element> awaited() {
        List<SignOff> awaited = report.awaited();
        if (awaited.isEmpty()) {
            return Optional.empty();
        }
        String roles = awaited.stream().map(SignOff::role).collect(Collectors.joining(" and "));
        Element card = Parts.tone(Tone.WARN).add(Parts.lead("wait", "Waiting for " + roles));
        for (SignOff asked : awaited) {
            String until =
                    asked.until().map(time -> ", until " + Words.date(time)).orElse("");
            String from = asked.from().isEmpty() ? "" : " from " + String.join(" or ", asked.from());
            card.add(Parts.p(asked.role() + ": " + asked.signed().size() + " of " + asked.quorum() + " signed off"
                    + from + until + "."));
        }
        card.add(Element.of(Tag.P).add(Element.of(Tag.A).refersTo("signoffs").text("To the sign-offs")));
        return Optional.of(card);
    }

    private Element progress() {
        Progress progress = report.state().progress();
        Element legend = Element.of(Tag.UL, "rg-key leg");
        for (Status status : Status.values()) {
            int count = progress.counts().getOrDefault(status, 0);
            if (count > 0) {
                legend.add(Element.of(Tag.LI)
                        .add(Statuses.of(status), Element.of(Tag.B, "rg-num").text(String.valueOf(count))));
            }
        }
        return Element.of(Tag.SECTION, "rg-card")
                .set(Attribute.ARIA_LABEL, "Progress")
                .add(Statuses.bar(progress, true), legend);
    }

    private Element record() {
        EventLines lines = new EventLines();
        String text = report.events().stream()
                .flatMap(event -> lines.of(event).stream()
                        .map(line -> Words.date(event.time()) + "  " + event.sequence() + "  " + line))
                .collect(Collectors.joining("\n"));
        String chain = report.chain().damage().isPresent() ? "chain broken" : "chain intact";
        return Parts.card("Record", Words.count(report.events().size(), "event") + ", " + chain)
                .add(
                        Element.of(Tag.P, "rg-small")
                                .text("Head " + report.chain().head()),
                        Element.of(Tag.DETAILS)
                                .set(Attribute.ID, "events")
                                .add(
                                        Element.of(Tag.SUMMARY).text("Show the events"),
                                        Element.of(Tag.PRE).text(text)));
    }
}
