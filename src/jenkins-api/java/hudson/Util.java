package hudson;

public class Util {
    Util() {}

    public static String fixNull(String text) {
        throw new UnsupportedOperationException();
    }

    public static String fixEmpty(String text) {
        throw new UnsupportedOperationException();
    }

    public static String fixEmptyAndTrim(String text) {
        throw new UnsupportedOperationException();
    }

    public static String rawEncode(String text) {
        throw new UnsupportedOperationException();
    }

    public static String escape(String text) {
        throw new UnsupportedOperationException();
    }

    public static String getTimeSpanString(long millis) {
        throw new UnsupportedOperationException();
    }
}
