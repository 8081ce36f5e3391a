package racecourse.twolockpipeline;

import java.util.concurrent.Exchanger;

public class Pipeline<T> {
    private final Exchanger<T> exchanger = new Exchanger<>();

    public void setMessage(T message) throws InterruptedException {
        exchanger.exchange(message);
    }

    public T getMessage() throws InterruptedException {
        return exchanger.exchange(null);
    }
}
