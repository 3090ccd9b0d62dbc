/** Drives releases: asks the strategy, performs what it wants, waits, cancels, resumes and adopts. */
package io.jenkins.plugins.rolloutgate.run;
