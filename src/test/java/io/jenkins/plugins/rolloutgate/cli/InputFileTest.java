package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @Test
    void namesTheFileThatIsNoText(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> InputFile.text(binary))
                .isInstanceOf(CommandException.class)
                .hasMessage(binary + ": it is no text in UTF-8: name a text file");
    }

    @Test
    void refusesFilesThatNobodyHasWritten(@TempDir Path folder) throws IOException {
        Path huge = Files.write(folder.resolve("huge.yaml"), new byte[(4 << 20) + 1]);

        assertThatThrownBy(() -> InputFile.text(huge))
                .isInstanceOf(CommandException.class)
                .hasMessage(huge + " is larger than 4 MiB: split it");
    }
}
