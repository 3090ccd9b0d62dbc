/** Keeps the record of a checklist: takes documents in, copies what releases prove, and takes down what people say. */
package io.jenkins.plugins.rolloutgate.run.checklist;
