package io.jenkins.plugins.rolloutgate.checklist;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Undoes what happens to UTF-8 that was once read as Windows-1252 and saved as UTF-8 again: {@code âœ…} was {@code ✅}.
 *
 * <p>Text that only looks like it by chance must stay, such as the end of {@code «café»…}. So only sequences that give what
 * documents hold are undone alone (signs, emoji, accented Latin letters); any other script needs two in a row.
 */
final class EncodingRepair {
    private static final int MOST_TIMES = 3;
    private static final byte[] BYTES = bytes();

    private EncodingRepair() {}

    /** Windows-1252 gives no byte to five of its codes; what reads them leaves the control character of that number. */
    private static byte[] bytes() {
        byte[] bytes = new byte[Character.MAX_VALUE + 1];
        Charset windows = Charset.forName("windows-1252");
        for (int code = 0x80; code <= 0xFF; code++) {
            bytes[code] = (byte) code;
        }
        for (int code = 0x80; code <= 0x9F; code++) {
            char read = new String(new byte[] {(byte) code}, windows).charAt(0);
            if (read != '\uFFFD') {
                bytes[read] = (byte) code;
            }
        }
        return bytes;
    }

    static String repair(String line) {
        String now = line;
        for (int time = 0; time < MOST_TIMES; time++) {
            String next = once(now);
            if (next.equals(now)) {
                return now;
            }
            now = next;
        }
        return now;
    }

    private static String once(String line) {
        StringBuilder repaired = null;
        int done = 0;
        for (int i = 0; i < line.length(); i++) {
            int length = byteOf(line, i) == 0 ? 0 : sequence(line, i);
            if (length > 0 && isRepairable(line, i, length)) {
                repaired = repaired == null ? new StringBuilder(line.length()) : repaired;
                repaired.append(line, done, i).append(decode(line, i, length));
                i += length - 1;
                done = i + 1;
            }
        }
        return repaired == null
                ? line
                : repaired.append(line, done, line.length()).toString();
    }

    private static boolean isRepairable(String line, int at, int length) {
        int code = decode(line, at, length).codePointAt(0);
        boolean sign = (code >= 0x2000 && code <= 0x2BFF) || code == 0xFE0F || code == 0xFEFF || code >= 0x1F000;
        boolean latin = code >= 0x80 && code <= 0xFF;
        return sign || latin || sequence(line, at + length) > 0 || followsSequence(line, at);
    }

    private static boolean followsSequence(String line, int at) {
        for (int length = 2; length <= Math.min(4, at); length++) {
            if (sequence(line, at - length) == length) {
                return true;
            }
        }
        return false;
    }

    /** Length in characters of the UTF-8 sequence whose bytes stand here; 0 if there is none. */
    private static int sequence(String line, int at) {
        int lead = byteOf(line, at) & 0xFF;
        int length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xC2 ? 2 : 0;
        if (lead > 0xF4 || length == 0 || at + length > line.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((byteOf(line, at + i) & 0xC0) != 0x80) {
                return 0;
            }
        }
        return decode(line, at, length).indexOf('\uFFFD') < 0 ? length : 0;
    }

    private static String decode(String line, int at, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = byteOf(line, at + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The byte of Windows-1252 that was read as this character; 0 if none was, or an ASCII one. */
    private static byte byteOf(String line, int at) {
        return at < line.length() ? BYTES[line.charAt(at)] : 0;
    }
}
