package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalLockTest {
    @TempDir
    private Path folder;

    /** What another process does: opens the journal named by its argument, and tells by its exit code whether it may. */
    static final class OtherProcess {
        static final int REFUSED = 7;

        private OtherProcess() {}

        public static void main(String[] arguments) {
            try (FileJournal journal = new FileJournal(Path.of(arguments[0]))) {
                System.exit(journal.lines().isEmpty() ? 0 : 1);
            } catch (IOException e) {
                System.exit(REFUSED);
            }
        }
    }

    @Test
    void anotherProcessCannotOpenAJournalThatHasAlsoBeenReadHere() throws Exception {
        Path file = folder.resolve("record.jsonl");

        try (FileJournal journal = new FileJournal(file)) {
            journal.append("{}", true);
            assertThat(FileJournal.read(file)).hasSize(1);

            assertThat(openElsewhere(file)).isEqualTo(OtherProcess.REFUSED);
        }

        assertThat(openElsewhere(file)).isEqualTo(1);
    }

    private static int openElsewhere(Path file) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
