/** Whether something grows. */
package io.jenkins.plugins.rolloutgate.slo.trend;
