/** The Kubernetes API of the playground: objects, verbs, watches, subresources and errors. */
package io.jenkins.plugins.rolloutgate.playground.apiserver;
