package racecourse.twolockpipeline;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.lang.ref.*;

public class Pipeline<T> {
    private WeakReference<T> slot;
    private boolean full;

    public Pipeline() {
    }
    public synchronized void setMessage(T message) throws InterruptedException {
        while (full) wait();
        slot = new WeakReference<>(message);
        full = true;
        notifyAll();
    }
    public synchronized T getMessage() throws InterruptedException {
        while (!full) wait();
        T m = slot.get();
        slot = null;
        full = false;
        notifyAll();
        return m;
    }
}
