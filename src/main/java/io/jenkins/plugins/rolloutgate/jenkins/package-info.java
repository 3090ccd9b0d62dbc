/** The binding to Jenkins: steps, pages, the administrator's configuration, credentials. */
package io.jenkins.plugins.rolloutgate.jenkins;
