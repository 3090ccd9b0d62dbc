package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import org.kohsuke.stapler.DataBoundSetter;

/** What a canary release is about: the image, the application, and the names of its objects. */
public abstract class CanaryTargetStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private String cluster = "";
    private String namespace = "";
    private String application = "";
    private String stable = "";
    private String canary = "";
    private String service = "";
    private String router = "replicas";
    private String route = "";
    private String stableService = "";
    private String canaryService = "";
    private String image = "";
    private String container = "";

    /** The arguments that are known here. */
    CanaryArguments target() {
        return new CanaryArguments()
                .namespace(namespace)
                .application(application.isEmpty() ? nameOf(image) : application)
                .stable(stable)
                .canary(canary)
                .service(service)
                .router(router)
                .route(route)
                .stableService(stableService)
                .canaryService(canaryService)
                .image(image)
                .container(container);
    }

    /** {@code registry/team/shop:1.4@sha256:...} is of the application {@code shop}. */
    private static String nameOf(String image) {
        String repository = image.replaceFirst("@.*$", "");
        return repository.substring(repository.lastIndexOf('/') + 1).replaceFirst(":.*$", "");
    }

    String namespaceIn(String folder) {
        return namespace.isEmpty()
                ? AllowedClusters.configured().onlyNamespace(folder, cluster).orElse("")
                : namespace;
    }

    @Override
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Text.trim(cluster);
    }

    /** Empty for the only one that the folder may use. */
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Text.trim(namespace);
    }

    public String getApplication() {
        return application;
    }

    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Text.trim(application);
    }

    /** Deployment that has the traffic. */
    public String getStable() {
        return stable;
    }

    @DataBoundSetter
    public void setStable(String stable) {
        this.stable = Text.trim(stable);
    }

    /** Deployment that gets a share of it. */
    public String getCanary() {
        return canary;
    }

    @DataBoundSetter
    public void setCanary(String canary) {
        this.canary = Text.trim(canary);
    }

    /** The Service in front of both. */
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Text.trim(service);
    }

    /** {@code replicas}, {@code httpRoute} or {@code virtualService}. */
    public String getRouter() {
        return router;
    }

    @DataBoundSetter
    public void setRouter(String router) {
        this.router = Text.or(router, "replicas");
    }

    /** Name of the HTTPRoute or VirtualService. */
    public String getRoute() {
        return route;
    }

    @DataBoundSetter
    public void setRoute(String route) {
        this.route = Text.trim(route);
    }

    /** The route's backend for stable. */
    public String getStableService() {
        return stableService;
    }

    @DataBoundSetter
    public void setStableService(String stableService) {
        this.stableService = Text.trim(stableService);
    }

    /** The route's backend for the canary. */
    public String getCanaryService() {
        return canaryService;
    }

    @DataBoundSetter
    public void setCanaryService(String canaryService) {
        this.canaryService = Text.trim(canaryService);
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Text.trim(image);
    }

    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(String container) {
        this.container = Text.trim(container);
    }
}
