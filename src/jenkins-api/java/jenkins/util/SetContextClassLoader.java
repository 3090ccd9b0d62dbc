package jenkins.util;

public final class SetContextClassLoader implements AutoCloseable {
    public SetContextClassLoader(Class<?> type) {}

    public SetContextClassLoader(ClassLoader loader) {}

    @Override
    public void close() {}
}
