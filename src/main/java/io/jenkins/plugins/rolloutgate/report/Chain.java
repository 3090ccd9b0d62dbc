package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.record.RecordReader;
import java.util.Optional;

/**
 * What checking the record's hash chain gave.
 *
 * @param head SHA-256 of the last line, in hex
 * @param damage which line is not what the chain says; empty if the chain is intact
 */
public record Chain(String head, Optional<String> damage) {
    public static Chain intact(String head) {
        return new Chain(head, Optional.empty());
    }

    public static Chain of(RecordReader.Result read) {
        return new Chain(read.head(), read.damage());
    }
}
