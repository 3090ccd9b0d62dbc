package io.jenkins.plugins.rolloutgate.playground.apiserver;

/** Answers requests for one resource or subresource; refuses with {@link ApiException}. */
@FunctionalInterface
interface Handler {
    Response handle(ApiRequest request);
}
