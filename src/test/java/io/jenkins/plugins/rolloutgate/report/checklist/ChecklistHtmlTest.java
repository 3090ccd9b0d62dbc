package io.jenkins.plugins.rolloutgate.report.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ChecklistHtmlTest {
    private static final String ALL = "ALL";

    /** Somebody who may do everything. */
    static final Controls MAY = new Controls() {
        @Override
        public boolean mayTick(Item item) {
            return true;
        }

        @Override
        public boolean mayWaive() {
            return true;
        }

        @Override
        public boolean mayAnswer(SignOff asked) {
            return true;
        }

        @Override
        public boolean mayOverride() {
            return true;
        }

        @Override
        public boolean mayStop() {
            return true;
        }

        @Override
        public Optional<String> release(String id) {
            return Optional.of("../rollout-gate-" + id + "/");
        }
    };

    @TempDir
    Path folder;

    @Test
    void showsEachItemWithItsStatusInAWordAndWhyItIsSo() throws Exception {
        String text = text(ChecklistHtml.body(SampleChecklist.report(folder), Controls.NONE));

        assertThat(text)
                .contains("PASSED Smoke tests pass 12 of 12, 2026-11-26 01:00:02 UTC, release checkout-7, event 2")
                .contains("FAILED Label printer answers 200")
                .contains("It cannot be ticked, only waived, with a reason.")
                .contains(
                        "WAIVED Load test on staging at twice the peak Waived by paul, 2026-11-26 01:00:00 UTC: “staging has no"
                                + " database since Tuesday”")
                .contains("SIGNED Change request approved, number: ____ number CHG-20418")
                .contains("Waiting for Operations Operations: 1 of 2 signed off from group operations, until 2026-11-26"
                        + " 03:00:00 UTC.")
                .contains("ROLL BACK IF Error rate > 1%")
                .contains("LOOK CLOSER IF")
                .contains("reach: +49 30 1234")
                .contains("k6 run load.js")
                .contains("two hundred");
    }

    @Test
    void countsARoleOnceThatHasRejectedAndThenApproved() throws Exception {
        SampleChecklist sample = new SampleChecklist(folder, SampleChecklist.DOCUMENT);
        Signer jana = Signer.authenticated("jana", "session, SAML");
        People people = new People(sample.record());
        Taking taking = new Taking(sample.record());
        people.reject(jana, taking.ask("mei", SampleChecklist.question("QA", 1)), "the tests of Monday are missing");
        people.approve(jana, taking.ask("mei", SampleChecklist.question("QA", 1)), "they are here");

        assertThat(text(ChecklistHtml.body(sample.report(), Controls.NONE)))
                .contains("Sign-offs 1 of 1 complete", "REJECTED", "SIGNED");
    }

    @Test
    void offersNothingToWhoeverMayDoNothing() throws Exception {
        ChecklistReport report = SampleChecklist.report(folder);

        assertThat(ChecklistHtml.body(report, Controls.NONE)).doesNotContain("<form", "<input", "<button");
        assertThat(ChecklistHtml.body(report, MAY))
                .contains(
                        "action=\"tick\"",
                        "action=\"except\"",
                        "action=\"answer\"",
                        "action=\"override\"",
                        "action=\"../rollout-gate-checkout-7/pause\"",
                        "action=\"../rollout-gate-checkout-7/rollBack\"",
                        "href=\"../rollout-gate-checkout-7/\"");
    }

    @Test
    void isWellFormedWhateverPeopleWrite() throws Exception {
        String hostile = "</li><script>alert(1)</script> \" onload=\"x ]]> &#x3c;img src=x>";
        SampleChecklist sample = new SampleChecklist(
                folder,
                "# " + hostile + "\n## " + hostile + "\n- [ ] " + hostile + "\n- [ ] Next\n\n" + hostile + "\n");
        String id = sample.report().checklist().items().get(1).id();
        new People(sample.record()).tick(Signer.authenticated(hostile, hostile), id, hostile, Map.of());

        String page = ChecklistHtml.page(sample.report());
        String body = "<all>" + ChecklistHtml.body(sample.report(), MAY) + "</all>";

        parse(body);
        parse(page.substring(page.indexOf("<html")));
        assertThat(page + body).doesNotContain("<script", "<img", "onload=\"");
    }

    @Test
    void hasFormsInOneSectionOnlyWhereThereAreVeryManyItems() throws Exception {
        String section = "- [ ] Item\n".repeat(300);
        SampleChecklist sample = new SampleChecklist(folder, "# R\n## First\n" + section + "## Second\n" + section);

        String page = ChecklistHtml.body(sample.report(), MAY);

        assertThat(page.split("action=\"tick\"", -1)).hasSize(301);
        assertThat(page).contains("<a href=\"?section=1#section-1\">Sign in this section</a>");
    }

    @Test
    void saysItInOneLine() throws Exception {
        assertThat(SampleChecklist.report(folder).summary().text())
                .isEqualTo("4 of 13, 1 failed, waiting for Operations");
    }

    /** With a folder, the pages are left there to be looked at. */
    @Test
    void isTheSameInAFile() throws Exception {
        ChecklistReport report = SampleChecklist.report(folder);

        String page = ChecklistHtml.page(report);

        assertThat(page).contains(report.title(), "<style>").doesNotContain("<form");
        String out = System.getProperty("rollout-gate.pages", "");
        if (!out.isEmpty()) {
            Files.writeString(Path.of(out, "checklist.html"), page);
            Files.writeString(
                    Path.of(out, "checklist-may.html"),
                    page.replaceAll("(?s)<main.*</main>", "MAIN")
                            .replace("MAIN", ChecklistHtml.body(report, MAY).replaceFirst("(?s)^<svg.*?</svg>", "")));
        }
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String text(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<" + ALL + ">"
                        + html.replaceAll("<(?=/?(?:li|p|div|span|b|small|code|td|th|a|h2|pre)\\b)", " <") + "</" + ALL
                        + ">")))
                .getDocumentElement()
                .getTextContent()
                .replaceAll("\\s+", " ");
    }
}
