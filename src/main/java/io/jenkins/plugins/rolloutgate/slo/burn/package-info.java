/** Error budgets and how fast they burn. */
package io.jenkins.plugins.rolloutgate.slo.burn;
