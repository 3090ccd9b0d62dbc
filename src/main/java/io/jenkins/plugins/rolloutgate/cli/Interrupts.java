package io.jenkins.plugins.rolloutgate.cli;

/** Tells a command that a person wants it to stop. */
interface Interrupts {
    /** Has the first interrupt handled from now on, until the result is closed; a second one ends the process. */
    Handling first(Runnable handler);

    /** Ends the handling. */
    interface Handling extends AutoCloseable {
        @Override
        void close();
    }
}
