package io.jenkins.plugins.rolloutgate.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal in one file, one line an event.
 *
 * <p>A file beside it is locked while it is open, so that two processes on one machine cannot write the same record. It
 * is a file that nobody reads: a process loses its POSIX locks on a file as soon as it closes any reader of it. A last
 * line without its line break is what a crash left behind: it was never reported to anybody and is dropped at opening.
 */
public final class FileJournal implements Journal, Closeable {
    private final Path file;
    private final FileChannel channel;
    private final FileChannel lock;
    /** Where the last whole line ends; what a failed append left behind it is overwritten. */
    private long end;

    /**
     * Opens the journal, creating it and its folder when missing.
     *
     * @throws IOException if the file cannot be opened, or another process has it open
     */
    public FileJournal(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.lock = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lock()) {
            lock.close();
            throw new IOException("record " + file + " is open in another process: let that one go on, or end it");
        }
        try {
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            this.end = lengthOfWholeLines();
        } catch (IOException e) {
            // Else this process would find its own lock when it tries again.
            lock.close();
            throw e;
        }
    }

    private boolean lock() throws IOException {
        try {
            FileLock held = lock.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private long lengthOfWholeLines() throws IOException {
        return lengthOfWholeLines(Files.readAllBytes(file));
    }

    private static int lengthOfWholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    public Path file() {
        return file;
    }

    @Override
    public void append(String line, boolean force) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.truncate(end).position(end);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        if (force) {
            channel.force(false);
        }
        end = channel.position();
    }

    @Override
    public List<String> lines() throws IOException {
        return read(file);
    }

    /**
     * The whole lines of a journal that somebody else may have open. Bytes that are no text are shown as U+FFFD: which
     * line is damaged is for its chain to tell.
     */
    public static List<String> read(Path file) throws IOException {
        return lines(Files.readAllBytes(file));
    }

    /** The whole lines of a journal's bytes. */
    public static List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                lines.add(line(Arrays.copyOfRange(bytes, from, end)));
                from = end + 1;
            }
        }
        return List.copyOf(lines);
    }

    /** Bytes that are no text must never be read as the same line as a text in which U+FFFD stands. */
    private static String line(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(line.getBytes(StandardCharsets.UTF_8), bytes) ? line : line + '\uFFFD';
    }

    /** Bytes of a line that a crash has cut off, behind the last whole line; they are no part of the record. */
    public static int tornBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length - lengthOfWholeLines(bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        lock.close();
    }
}
