/** How workloads are sized: autoscalers, and what their formulas say. Pure. */
package io.jenkins.plugins.rolloutgate.autoscale;
