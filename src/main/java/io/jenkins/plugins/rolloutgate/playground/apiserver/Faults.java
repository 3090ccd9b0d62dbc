package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Failures that a test orders from the API server. Safe for use by any thread. */
public final class Faults {
    private final List<Order> orders = new CopyOnWriteArrayList<>();

    /** What goes wrong, before or after the request took effect. */
    public enum Fault {
        ERROR_BEFORE,
        ERROR_AFTER,
        DROP_BEFORE,
        DROP_AFTER
    }

    private record Order(Predicate<ApiRequest> which, Optional<Fault> fault, Duration delay, AtomicInteger times) {}

    /** Lets the next so many matching requests fail: 500, or a connection that just ends. */
    public void fail(Predicate<ApiRequest> which, Fault fault, int times) {
        orders.add(new Order(which, Optional.of(fault), Duration.ZERO, new AtomicInteger(times)));
    }

    /** Lets the next so many matching requests wait before they are looked at. */
    public void delay(Predicate<ApiRequest> which, Duration delay, int times) {
        orders.add(new Order(which, Optional.empty(), delay, new AtomicInteger(times)));
    }

    public void clear() {
        orders.clear();
    }

    /** What happens to this request, at most one fault; waits first when a delay was ordered. */
    Optional<Fault> next(ApiRequest request) throws InterruptedException {
        Optional<Fault> fault = Optional.empty();
        Iterator<Order> all = orders.iterator();
        while (all.hasNext() && fault.isEmpty()) {
            Order order = all.next();
            if (order.which().test(request) && order.times().getAndDecrement() > 0) {
                Thread.sleep(order.delay().toMillis());
                fault = order.fault();
            }
        }
        return fault;
    }
}
