package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.rolloutgate.checklist.Condition.When;
import io.jenkins.plugins.rolloutgate.checklist.Item.Kind;
import io.jenkins.plugins.rolloutgate.checklist.Item.Mark;
import io.jenkins.plugins.rolloutgate.checklist.Section.Cadence;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole documents, with numbers that were counted by reading them. */
class ChecklistReaderTest {

    @Test
    void countsWhatAPlanOfTwoWeeksHas() {
        Checklist plan = Documents.read("team-plan");

        assertThat(plan.title()).isEqualTo("Checkout 2 - Team Plan");
        assertThat(plan.counts())
                .containsAllEntriesOf(Map.of(
                        "items", 21L,
                        "boxes", 21L,
                        "signOffs", 1L,
                        "claims", 0L,
                        "optional", 1L,
                        "thresholds", 5L,
                        "commands", 2L,
                        "details", 2L));
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void tellsEqualItemsApartByTheirSections() {
        Checklist plan = Documents.read("team-plan");

        List<Item> verify = plan.items().stream()
                .filter(item -> item.text().equals("Verify deployment"))
                .toList();

        assertThat(verify)
                .extracting(item -> plan.path(item.section()))
                .containsExactly(
                        List.of("Day 1", "Monday (Day 1)", "Morning (2 hours)"),
                        List.of("Day 1", "Monday (Day 1)", "Afternoon (2 hours)"),
                        List.of("Day 1", "Tuesday (Day 2)", "Morning (2 hours)"));
        assertThat(plan.entries()).extracting(Item::id).doesNotHaveDuplicates();
    }

    @Test
    void keepsCommandsAndDetailsWithTheirItem() {
        Checklist plan = Documents.read("team-plan");

        Item deploy = item(plan, "Deploy infrastructure");
        Item detection = item(plan, "Test error detection");

        assertThat(deploy.commands())
                .containsExactly(
                        new Item.Command(23, "bash", "kubectl apply -f deploy/namespace.yaml\n# [ ] not an item"));
        assertThat(detection.details())
                .extracting(Item.Detail::text)
                .containsExactly("Simulate an error in the canary", "Verify the rollback");
    }

    @Test
    void takesTheRoleOfSignOffsFromTheirTitleOrText() {
        Checklist plan = Documents.read("team-plan");

        assertThat(plan.items())
                .filteredOn(item -> !item.role().isEmpty())
                .extracting(Item::text, Item::role)
                .containsExactly(
                        tuple("Team sign-off", "Team"),
                        tuple("All tests passing", "Backend Engineers"),
                        tuple("All tests passing", "QA Engineer"),
                        tuple("Test report completed", "QA Engineer"));
    }

    @Test
    void readsADocumentWithoutBoxesAsClaims() {
        Checklist report = Documents.read("status-report");

        assertThat(report.isReadAsClaims()).isTrue();
        assertThat(report.counts())
                .containsAllEntriesOf(Map.of("items", 16L, "boxes", 0L, "claims", 10L, "targets", 6L));
        assertThat(report.items())
                .extracting(item -> item.mark().orElse(null))
                .containsExactly(
                        Mark.DONE,
                        Mark.PENDING,
                        Mark.DONE,
                        Mark.DONE,
                        Mark.DONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Mark.PENDING,
                        Mark.FAILED,
                        Mark.DONE,
                        Mark.DONE,
                        Mark.DONE);
    }

    @Test
    void takesMarksInHeadingsForDecorationAndSeveralInALineForALegend() {
        Checklist report = Documents.read("status-report");

        assertThat(report.sections()).extracting(Section::title).contains("ALL DONE (100%)");
        assertThat(report.entries()).noneMatch(item -> item.text().contains("Legend"));
    }

    @Test
    void repairsWhatWasEncodedTwiceAndSaysSo() {
        String clean = Documents.text("go-live");

        Checklist repaired = Documents.of(Documents.encodedTwice(clean));

        assertThat(repaired.notes())
                .containsExactly("UTF-8 that was encoded twice was repaired in 9 lines: 3, 17, 19, 27, 33 and 4 more");
        assertThat(repaired.entries()).isEqualTo(Documents.of(clean).entries());
        assertThat(repaired.source().line(17)).isEqualTo("- [ ] Naïve café – “quoted” ≤ 100 ms");
        assertThat(repaired.source().lines().get(16).original()).contains("NaÃ¯ve cafÃ©");
    }

    @Test
    void countsWhatAGoLiveChecklistHas() {
        Checklist live = Documents.read("go-live");

        assertThat(live.counts())
                .containsAllEntriesOf(Map.of(
                        "items", 12L,
                        "boxes", 12L,
                        "groups", 1L,
                        "claims", 1L,
                        "targets", 3L,
                        "optional", 2L,
                        "choices", 1L,
                        "contacts", 2L));
        assertThat(live.items()).noneMatch(item -> item.text().startsWith("Mark items"));
    }

    @Test
    void nestsBoxesUnderTheirGroup() {
        Checklist live = Documents.read("go-live");

        Item rules = item(live, "Firewall rules allow:");

        assertThat(rules.kind()).isEqualTo(Kind.GROUP);
        assertThat(live.items())
                .filteredOn(item -> item.parent().equals(rules.id()))
                .extracting(Item::text)
                .containsExactly("6443 (API server)", "443 (ingress)");
    }

    @Test
    void joinsAlternativesOfWhichOneIsEnough() {
        Checklist live = Documents.read("go-live");

        Item build = item(live, "Build all images OR");

        assertThat(live.items())
                .filteredOn(item -> item.choice().equals(build.id()))
                .extracting(Item::text)
                .containsExactly("Build all images OR", "Pull images from the registry");
    }

    @Test
    void reopensSectionsByTheirCadence() {
        assertThat(Documents.read("go-live").sections())
                .filteredOn(section -> section.cadence().isPresent())
                .extracting(section -> section.cadence().get())
                .containsExactly(Cadence.DAILY, Cadence.MONTHLY);
    }

    @Test
    void listsContactsAlsoWhereNobodyHasFilledThemIn() {
        assertThat(Documents.read("go-live").contacts())
                .extracting(Contact::role, Contact::reach)
                .containsExactly(tuple("DevOps Lead", ""), tuple("DBA", "Kim, +49 30 5678"));
    }

    @Test
    void countsWhatALaunchDayHas() {
        assertThat(Documents.read("launch-day").counts())
                .isEqualTo(Map.ofEntries(
                        Map.entry("items", 54L),
                        Map.entry("boxes", 40L),
                        Map.entry("groups", 1L),
                        Map.entry("fields", 12L),
                        Map.entry("signOffs", 4L),
                        Map.entry("claims", 0L),
                        Map.entry("targets", 0L),
                        Map.entry("triggers", 7L),
                        Map.entry("optional", 1L),
                        Map.entry("conditional", 8L),
                        Map.entry("choices", 1L),
                        Map.entry("blanks", 21L),
                        Map.entry("thresholds", 12L),
                        Map.entry("commands", 2L),
                        Map.entry("details", 0L),
                        Map.entry("contacts", 2L),
                        Map.entry("tables", 2L)));
    }

    @Test
    void knowsTimesOfDayWindowsAndCheckpoints() {
        Checklist day = Documents.read("launch-day");

        Section monitoring = section(day, "08:30 - Sustained Monitoring (30 minutes)");
        Section checkpoint = section(day, "24-Hour Checkpoint");

        assertThat(monitoring.timing().at()).contains(LocalTime.of(8, 30));
        assertThat(monitoring.timing().most()).contains(Duration.ofMinutes(30));
        assertThat(checkpoint.timing().after()).contains(Duration.ofHours(24));
    }

    @Test
    void appliesConditionalSectionsToTheirOutcome() {
        Checklist day = Documents.read("launch-day");

        assertThat(day.items())
                .filteredOn(item -> item.condition().isPresent())
                .extracting(item -> item.condition().get().when())
                .containsExactly(
                        When.HEALTHY,
                        When.HEALTHY,
                        When.ISSUES,
                        When.ISSUES,
                        When.ISSUES,
                        When.ROLLBACK,
                        When.ROLLBACK,
                        When.ROLLBACK);
    }

    @Test
    void gradesTriggersAndNeverCountsThem() {
        Checklist day = Documents.read("launch-day");

        assertThat(day.triggers())
                .extracting(Trigger::text, Trigger::grade)
                .containsExactly(
                        tuple("Uptime < 99%", Severity.ROLLBACK),
                        tuple("Error rate > 5%", Severity.ROLLBACK),
                        tuple("P95 > 1000 ms", Severity.ROLLBACK),
                        tuple("Crash loop", Severity.ROLLBACK),
                        tuple("Error rate 1-5%", Severity.INVESTIGATE),
                        tuple("P95 > 500 ms", Severity.INVESTIGATE),
                        tuple("Intermittent errors", Severity.INVESTIGATE));
        assertThat(day.items()).noneMatch(item -> item.text().contains("Intermittent"));
    }

    @Test
    void findsBoxesAndFieldsInCode() {
        Checklist day = Documents.read("launch-day");

        assertThat(day.items())
                .filteredOn(item -> day.path(item.section()).equals(List.of("06:30 - Final Checks")))
                .extracting(Item::text)
                .containsExactly(
                        "PostgreSQL: connected, replicas in sync",
                        "Redis: reachable",
                        "Kafka: topics created",
                        "Network latency");
        assertThat(day.items())
                .filteredOn(item -> day.path(item.section()).equals(List.of("08:45 - Health Report")))
                .flatExtracting(Item::blanks)
                .extracting(Blank::label, Blank::unit)
                .containsExactly(
                        tuple("Average latency", "ms"),
                        tuple("P95 latency", "ms"),
                        tuple("Error rate", "%"),
                        tuple("CPU", "m"),
                        tuple("Memory", "Mi"),
                        tuple("Throughput", "req/s"));
    }

    @Test
    void knowsTheRolesThatSignAndWhatTheyFillIn() {
        Checklist day = Documents.read("launch-day");

        assertThat(day.items())
                .filteredOn(item -> item.kind() == Kind.SIGN_OFF)
                .extracting(Item::role)
                .containsExactly("Tech lead", "Product", "Operations", "Security");
        assertThat(item(day, "Tech lead sign-off: ______ (date: _____)").blanks())
                .extracting(Blank::kind, Blank::label)
                .containsExactly(tuple(Blank.Kind.TEXT, "Tech lead sign-off"), tuple(Blank.Kind.DATE, "date"));
    }

    @Test
    void takesTriStatesAndDecisionsForChoices() {
        Checklist day = Documents.read("launch-day");

        assertThat(item(day, "All metrics within targets: ✅ / ❌")
                        .blanks()
                        .get(0)
                        .options())
                .containsExactly("✅", "❌");
        assertThat(item(day, "All metrics within targets: ✅ / ❌").mark()).isEmpty();
        assertThat(item(day, "Decision: GO / NO-GO").blanks().get(0).options()).containsExactly("GO", "NO-GO");
    }

    /** Counted by hand. */
    @ParameterizedTest
    @CsvSource({
        "night-release, 13, 13, 0, 2, 2",
        "hotfix, 10, 8, 0, 3, 0",
        "operations, 6, 6, 0, 1, 0",
        "sign-off-sheet, 6, 2, 4, 8, 0",
        "migration, 7, 7, 0, 3, 0"
    })
    void findsEveryBoxFieldAndSignOff(String name, int items, int boxes, int signOffs, int blanks, int contacts) {
        Checklist read = Documents.read(name);

        assertThat(read.items()).hasSize(items);
        assertThat(read.items().stream().filter(item -> item.box().isPresent())).hasSize(boxes);
        assertThat(read.items().stream().filter(item -> item.kind() == Item.Kind.SIGN_OFF))
                .hasSize(signOffs);
        assertThat(read.items().stream().mapToInt(item -> item.blanks().size()).sum())
                .isEqualTo(blanks);
        assertThat(read.contacts()).hasSize(contacts);
    }

    @Test
    void countsWhatADeploymentChecklistHas() {
        assertThat(Documents.read("deployment-checklist").counts())
                .containsAllEntriesOf(Map.of(
                        "items", 37L,
                        "boxes", 39L,
                        "groups", 2L,
                        "signOffs", 4L,
                        "targets", 3L,
                        "triggers", 4L,
                        "conditional", 3L,
                        "blanks", 6L,
                        "commands", 1L,
                        "tables", 3L));
    }

    @Test
    void takesAListItemWithoutABoxForTheTitleOfThoseUnderIt() {
        Checklist list = Documents.read("deployment-checklist");

        assertThat(list.path(item(list, "RBAC reviewed").section())).containsExactly("1. Pre-Deployment", "Security");
    }

    @Test
    void readsBoxesOfTablesWithTheirOwner() {
        Item upload = item(Documents.read("deployment-checklist"), "File upload works · Backend");

        assertThat(upload.role()).isEqualTo("Backend");
        assertThat(upload.mark()).contains(Mark.DONE);
    }

    @Test
    void appliesOnlyThatPartOfARollbackPlanToRollbacksThatIsDoneThen() {
        Checklist list = Documents.read("deployment-checklist");

        assertThat(item(list, "Procedure tested").condition()).isEmpty();
        assertThat(item(list, "Verify data integrity").condition().map(Condition::when))
                .contains(When.ROLLBACK);
        assertThat(item(list, "Write the report").condition().map(Condition::when))
                .contains(When.ROLLBACK);
    }

    @Test
    void knowsWhereEachBoxStands() {
        Checklist list = Documents.read("deployment-checklist");

        assertThat(list.entries())
                .allSatisfy(item -> item.box().ifPresent(box -> {
                    String line = list.source().line(box.line());
                    String found = line.substring(box.column(), box.column() + box.length());
                    assertThat(found.strip()).matches("|x|✓|-|☐|☑");
                }));
        assertThat(list.entries().stream().filter(item -> item.box().isPresent()))
                .hasSize(35);
    }

    static Item item(Checklist read, String text) {
        return read.entries().stream()
                .filter(item -> item.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no item '" + text + "' among "
                        + read.entries().stream().map(Item::text).toList()));
    }

    private static Section section(Checklist read, String title) {
        Optional<Section> found = read.sections().stream()
                .filter(section -> section.title().equals(title))
                .findFirst();
        return found.orElseThrow();
    }
}
