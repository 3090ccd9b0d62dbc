package jenkins.util;

public class SystemProperties {
    SystemProperties() {}

    public static String getString(String name) {
        throw new UnsupportedOperationException();
    }

    public static boolean getBoolean(String name, boolean defaultValue) {
        throw new UnsupportedOperationException();
    }

    public static Integer getInteger(String name, Integer defaultValue) {
        throw new UnsupportedOperationException();
    }

    public static Long getLong(String name, Long defaultValue) {
        throw new UnsupportedOperationException();
    }
}
