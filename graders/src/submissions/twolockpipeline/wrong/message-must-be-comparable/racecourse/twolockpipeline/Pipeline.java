package racecourse.twolockpipeline;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.lang.ref.*;

public class Pipeline<T> {
    private final PriorityQueue<T> slot = new PriorityQueue<>();

    public Pipeline() {
    }
    public synchronized void setMessage(T message) throws InterruptedException {
        while (!slot.isEmpty()) wait();
        slot.add(message);
        notifyAll();
    }
    public synchronized T getMessage() throws InterruptedException {
        while (slot.isEmpty()) wait();
        T m = slot.remove();
        notifyAll();
        return m;
    }
}
