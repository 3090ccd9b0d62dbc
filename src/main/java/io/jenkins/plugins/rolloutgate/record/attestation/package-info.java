/** Signed statements about a record, in the formats of in-toto and DSSE. */
package io.jenkins.plugins.rolloutgate.record.attestation;
