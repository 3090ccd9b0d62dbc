/** A small Prometheus inside the playground: it scrapes the pods and answers a part of PromQL over the HTTP API. */
package io.jenkins.plugins.rolloutgate.playground.prometheus;
