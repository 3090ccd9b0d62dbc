package io.jenkins.plugins.rolloutgate.report.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.checklist.Contact;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.report.Parts;
import io.jenkins.plugins.rolloutgate.report.Table;
import io.jenkins.plugins.rolloutgate.report.Words;
import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who was asked to approve what, and what they have said. */
final class SignOffTable {
    private final ChecklistReport report;
    private final Controls controls;

    SignOffTable(ChecklistReport report, Controls controls) {
        this.report = report;
        this.controls = controls;
    }

    Element element() {
        List<SignOff> all = report.state().signOffs();
        long complete = all.stream()
                .filter(asked -> asked.stage(report.now()) == SignOff.Stage.COMPLETE)
                .count();
        long counted = all.stream().filter(this::counts).count();
        Table table = new Table("Sign-offs", complete + " of " + counted + " complete")
                .head("Role")
                .column("Who")
                .column("What was approved")
                .column("Status");
        for (SignOff asked : all) {
            boolean waits = asked.stage(report.now()) == SignOff.Stage.WAITING;
            table.row(waits ? "cur" : "", role(asked), who(asked), subject(asked), status(asked));
        }
        return table.element().set(Attribute.ID, "signoffs");
    }

    /** What was refused and then asked again is history. */
    private boolean counts(SignOff asked) {
        boolean isLatest =
                report.state().signOffOf(asked.role()).filter(asked::equals).isPresent();
        return isLatest || !asked.isRefusedAt(report.now());
    }

    private Element role(SignOff asked) {
        List<String> notes = new ArrayList<>();
        if (!asked.from().isEmpty()) {
            notes.add(String.join(" or ", asked.from()));
        }
        notes.add(asked.signed().size() + " of " + asked.quorum());
        asked.until().ifPresent(until -> notes.add("until " + Words.date(until)));
        if (!asked.section().isEmpty()) {
            notes.add("for “" + asked.section() + "”");
        }
        report.checklist().contacts().stream()
                .filter(contact -> contact.role().equalsIgnoreCase(asked.role()))
                .map(Contact::reach)
                .filter(reach -> !reach.isBlank())
                .forEach(reach -> notes.add("reach: " + reach));
        return Parts.nothing().text(asked.role()).add(Parts.small(String.join(", ", notes)));
    }

    private static Element who(SignOff asked) {
        Element who = Parts.nothing();
        asked.signed().forEach(event -> who.add(person(event, Tag.B)));
        asked.voided().forEach(event -> who.add(person(event, Tag.S)));
        asked.rejected().ifPresent(event -> who.add(person(event, Tag.B)));
        return who;
    }

    private static Element person(Event event, Tag tag) {
        String comment = event.text("comment").isEmpty() ? event.text("reason") : event.text("comment");
        String note = Words.date(event.time()) + ", " + event.text("authentication")
                + (comment.isEmpty() ? "" : ": “" + comment + "”");
        return Element.of(Tag.DIV).add(Element.of(tag).text(event.actor()), Parts.small(note));
    }

    private static Element subject(SignOff asked) {
        Element subject = Parts.nothing();
        for (Map.Entry<String, JsonNode> field : asked.subject().properties()) {
            JsonNode value = field.getValue();
            subject.add(Element.of(Tag.DIV)
                    .text(field.getKey() + " ")
                    .add(Element.of(Tag.CODE).text(value.asText())));
        }
        return subject;
    }

    private Element status(SignOff asked) {
        SignOff.Stage stage = asked.stage(report.now());
        Element status = Parts.nothing();
        status.add(
                switch (stage) {
                    case COMPLETE -> Statuses.of("signed", "sign", "SIGNED");
                    case REJECTED -> Statuses.of("fail", "fail", "REJECTED");
                    case EXPIRED -> Statuses.of("waived", "wait", "EXPIRED");
                    case WAITING ->
                        Statuses.of(
                                "waived", "wait", "WAITING, " + asked.signed().size() + " OF " + asked.quorum());
                });
        if (!asked.voided().isEmpty()) {
            status.add(Parts.small(asked.voided().size() + " earlier does not count any more"));
        }
        if (stage == SignOff.Stage.WAITING && controls.mayAnswer(asked)) {
            status.add(form(asked));
        }
        if (stage == SignOff.Stage.WAITING && controls.mayOverride()) {
            status.add(ItemLine.override("sign " + asked.role(), "override-" + asked.id(), "Go on without it…"));
        }
        return status;
    }

    private static Element form(SignOff asked) {
        String role = asked.role().toLowerCase(Locale.ROOT);
        return Element.of(Tag.FORM, "act no-json noprint")
                .sendsTo("answer")
                .set(Attribute.ARIA_LABEL, "Answer for " + role)
                .add(
                        ItemLine.hidden("id", asked.id()),
                        Element.of(Tag.LABEL)
                                .add(
                                        Parts.span("Comment or reason "),
                                        Element.of(Tag.INPUT, "jenkins-input")
                                                .set(Attribute.NAME, "comment")
                                                .set(Attribute.MAXLENGTH, "1000")),
                        ItemLine.button("answer", "approve", "Sign off"),
                        ItemLine.button("answer", "reject", "Reject"));
    }
}
