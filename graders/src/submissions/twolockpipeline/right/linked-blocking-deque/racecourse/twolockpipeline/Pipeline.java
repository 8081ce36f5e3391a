package racecourse.twolockpipeline;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

public class Pipeline<T> {
    private final BlockingDeque<T> slot = new LinkedBlockingDeque<>(1);

    public void setMessage(T message) throws InterruptedException {
        slot.putLast(message);
    }

    public T getMessage() throws InterruptedException {
        return slot.takeFirst();
    }
}
