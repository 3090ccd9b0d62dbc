package hudson.model;

import hudson.ExtensionPoint;
import java.io.IOException;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> extends AbstractItem implements ExtensionPoint {
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    public R getLastBuild() {
        throw new UnsupportedOperationException();
    }

    public R getBuildByNumber(int number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException();
    }
}
