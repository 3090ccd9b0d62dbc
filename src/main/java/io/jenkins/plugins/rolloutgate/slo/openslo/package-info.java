/** Reads objectives from OpenSLO v1 documents. */
package io.jenkins.plugins.rolloutgate.slo.openslo;
