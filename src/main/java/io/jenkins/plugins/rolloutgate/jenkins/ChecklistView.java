package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistSummary;
import java.util.List;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A checklist in one sentence and a few values, for views and for the remote API. */
@ExportedBean(defaultVisibility = 3)
public class ChecklistView {
    private final ChecklistReport report;
    private final ChecklistSummary summary;

    ChecklistView(ChecklistReport report) {
        this.report = report;
        this.summary = report.summary();
    }

    @Exported
    public String getTitle() {
        return report.title();
    }

    @Exported
    public int getDone() {
        return summary.done();
    }

    @Exported
    public int getTotal() {
        return summary.total();
    }

    @Exported
    public int getFailed() {
        return summary.failed();
    }

    /** Whether nothing that must be done is open or failed. */
    @Exported
    public boolean isComplete() {
        return summary.complete();
    }

    /** Roles that are asked and have not answered. */
    @Exported
    public List<String> getWaitingFor() {
        return summary.waiting();
    }

    /** The whole line: {@code 41 of 52, waiting for Operations}. */
    @Exported
    public String getText() {
        return summary.text();
    }

    /** SHA-256 of the last line of the record. */
    @Exported
    public String getHead() {
        return report.chain().head();
    }

    @Exported(inline = true)
    public List<ItemView> getItems() {
        return report.checklist().items().stream()
                .map(item -> new ItemView(report, item))
                .toList();
    }

    @Exported(inline = true)
    public List<SignOffView> getSignOffs() {
        return report.state().signOffs().stream()
                .map(asked -> new SignOffView(report, asked))
                .toList();
    }

    public String getProgress() {
        return summary.progress();
    }

    public String getWord() {
        return summary.word();
    }

    /** {@code pass}, {@code warn}, {@code fail} or {@code idle}. */
    public String getTone() {
        return summary.tone().name().toLowerCase(Locale.ROOT);
    }

    /** One item, for the remote API. */
    @ExportedBean(defaultVisibility = 3)
    public static class ItemView {
        private final ChecklistReport report;
        private final Item item;
        private final ItemState state;

        ItemView(ChecklistReport report, Item item) {
            this.report = report;
            this.item = item;
            this.state = report.state().item(item.id());
        }

        @Exported
        public String getId() {
            return item.id();
        }

        @Exported
        public String getText() {
            return item.text();
        }

        @Exported
        public String getSection() {
            return String.join(" > ", report.checklist().path(item.section()));
        }

        @Exported
        public String getStatus() {
            return state.status().name();
        }

        @Exported
        public String getActor() {
            return state.actor();
        }

        /** ISO 8601; empty while nothing was said. */
        @Exported
        public String getAt() {
            return state.at().map(String::valueOf).orElse("");
        }

        @Exported
        public String getSentence() {
            return state.sentence();
        }

        /** Line of the record that it rests on; 0 for none. */
        @Exported
        public long getEvent() {
            return state.event();
        }
    }

    /** One question to a role, for the remote API. */
    @ExportedBean(defaultVisibility = 3)
    public static class SignOffView {
        private final ChecklistReport report;
        private final SignOff asked;

        SignOffView(ChecklistReport report, SignOff asked) {
            this.report = report;
            this.asked = asked;
        }

        @Exported
        public String getId() {
            return asked.id();
        }

        @Exported
        public String getRole() {
            return asked.role();
        }

        @Exported
        public int getQuorum() {
            return asked.quorum();
        }

        /** {@code WAITING}, {@code COMPLETE}, {@code REJECTED} or {@code EXPIRED}. */
        @Exported
        public String getStage() {
            return asked.stage(report.now()).name();
        }

        @Exported
        public List<String> getApprovedBy() {
            return asked.signed().stream().map(event -> event.actor()).toList();
        }
    }
}
