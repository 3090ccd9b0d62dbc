/** What kube-controller-manager does in the playground, on one thread. */
package io.jenkins.plugins.rolloutgate.playground.controller;
