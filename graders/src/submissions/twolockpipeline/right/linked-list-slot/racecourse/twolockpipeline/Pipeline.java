package racecourse.twolockpipeline;

import java.util.LinkedList;

public class Pipeline<T> {
    private final LinkedList<T> list = new LinkedList<>();

    public void setMessage(T message) throws InterruptedException {
        synchronized (list) {
            while (!list.isEmpty()) {
                list.wait();
            }
            list.add(message);
            list.notifyAll();
        }
    }

    public T getMessage() throws InterruptedException {
        synchronized (list) {
            while (list.isEmpty()) {
                list.wait();
            }
            T message = list.removeFirst();
            list.notifyAll();
            return message;
        }
    }
}
