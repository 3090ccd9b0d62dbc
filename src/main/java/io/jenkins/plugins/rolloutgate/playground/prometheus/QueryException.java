package io.jenkins.plugins.rolloutgate.playground.prometheus;

/** A query that gets no answer, with the kind of error as the HTTP API names it. */
final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    private QueryException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** The request is not right: status 400. */
    static QueryException badData(String message) {
        return new QueryException("bad_data", message);
    }

    /** The query does not fit the data: status 422. */
    static QueryException execution(String message) {
        return new QueryException("execution", message);
    }

    static QueryException parse(int position, String message) {
        return badData("invalid parameter \"query\": 1:" + (position + 1) + ": parse error: " + message);
    }

    static QueryException unsupported(int position, String what) {
        return parse(position, what + " is not supported by the playground");
    }

    String type() {
        return type;
    }

    int status() {
        return type.equals("execution") ? 422 : 400;
    }
}
