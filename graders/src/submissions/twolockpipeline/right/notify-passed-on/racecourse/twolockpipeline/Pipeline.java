package racecourse.twolockpipeline;

public class Pipeline<T> {
    private static final class Turn {
        private boolean here;

        Turn(boolean here) {
            this.here = here;
        }

        synchronized void await() throws InterruptedException {
            while (!here) {
                wait();
            }
            here = false;
        }

        synchronized void pass() {
            here = true;
            notify();
        }
    }

    private final Turn producers = new Turn(true);
    private final Turn consumers = new Turn(false);
    private T message;

    public void setMessage(T message) throws InterruptedException {
        producers.await();
        this.message = message;
        consumers.pass();
    }

    public T getMessage() throws InterruptedException {
        consumers.await();
        T result = message;
        message = null;
        producers.pass();
        return result;
    }
}
