package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    CredentialsMatchers() {}

    public static CredentialsMatcher always() {
        throw new UnsupportedOperationException();
    }

    @SuppressWarnings("rawtypes")
    public static CredentialsMatcher instanceOf(Class type) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        throw new UnsupportedOperationException();
    }
}
