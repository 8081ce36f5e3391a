package racecourse.twolockpipeline;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.lang.ref.*;

public class Pipeline<T> {
    private Object slot = this;

    public Pipeline() {
    }
    public synchronized void setMessage(T message) throws InterruptedException {
        while (slot != this) wait();
        slot = message;
        notifyAll();
    }
    public synchronized T getMessage() throws InterruptedException {
        while (slot == this) wait();
        @SuppressWarnings("unchecked") T m = (T) slot;
        slot = this;
        notifyAll();
        return m;
    }
}
