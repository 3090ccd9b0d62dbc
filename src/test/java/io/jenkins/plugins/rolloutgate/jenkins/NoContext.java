package io.jenkins.plugins.rolloutgate.jenkins;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context of a step outside any build. */
final class NoContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final boolean body;

    NoContext(boolean body) {
        this.body = body;
    }

    @Override
    public <T> T get(Class<T> key) {
        return null;
    }

    @Override
    public void onSuccess(Object result) {}

    @Override
    public void onFailure(Throwable problem) {}

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {}

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("no body can run here");
    }

    @Override
    public boolean hasBody() {
        return body;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoContext;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
