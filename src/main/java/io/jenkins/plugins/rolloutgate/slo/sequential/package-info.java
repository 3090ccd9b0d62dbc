/** Tests whose error rates hold however often one looks. */
package io.jenkins.plugins.rolloutgate.slo.sequential;
