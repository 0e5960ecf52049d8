package theoria.runtime.job;

/** A worker of a study could not give back what it held. */
final class WorkerCloseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WorkerCloseException(Throwable cause) {
        super("a worker could not be closed: " + cause.getMessage(), cause);
    }

    /** Closes a worker; the job boundary is the one place that may see any exception. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    static void close(AutoCloseable worker) {
        try {
            worker.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new WorkerCloseException(e);
        }
    }
}
