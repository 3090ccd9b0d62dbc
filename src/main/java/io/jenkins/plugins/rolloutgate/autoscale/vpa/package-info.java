/** VerticalPodAutoscalers: what is asked for, what stands in its way, and what is recommended. */
package io.jenkins.plugins.rolloutgate.autoscale.vpa;
