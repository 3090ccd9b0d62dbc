/**
 * Automated canary analysis by ranks, for metrics without counts: classifies as the open judge of Spinnaker Kayenta
 * (NetflixACAJudge, Apache License 2.0) does, from its published description and cases.
 */
package io.jenkins.plugins.rolloutgate.slo.aca;
