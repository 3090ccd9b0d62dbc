package io.jenkins.plugins.rolloutgate.metrics.file;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** Reads a report, at most 16 MiB of it, and says in one line when that fails. */
final class ReportFile {
    private static final int MOST_BYTES = 16 << 20;

    private final String name;
    private final Report report;
    private final String advice;

    ReportFile(String name, Report report, String advice) {
        this.name = name;
        this.report = report;
        this.advice = advice;
    }

    byte[] read() throws MetricException {
        try (InputStream in = report.open()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw problem("the file is larger than " + (MOST_BYTES >> 20) + " MiB", null);
            }
            return bytes;
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw problem("there is no file " + e.getMessage() + ": " + advice, e);
        } catch (IOException e) {
            throw problem("the file cannot be read: " + e.getMessage(), e);
        }
    }

    MetricException problem(String what, Throwable cause) {
        return new MetricException("metric source " + name + ": " + what.strip().replaceAll("\\s+", " "), cause);
    }
}
