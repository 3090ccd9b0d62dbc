/** HorizontalPodAutoscalers: what is asked for, what stands in its way, what would change, and whether it works. */
package io.jenkins.plugins.rolloutgate.autoscale.hpa;
