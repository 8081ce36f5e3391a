package racecourse.twolockpipeline;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

class Token extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    Token(boolean there) {
        setState(there ? 1 : 0);
    }

    @Override
    protected boolean tryAcquire(int ignored) {
        return compareAndSetState(1, 0);
    }

    @Override
    protected boolean tryRelease(int ignored) {
        setState(1);
        return true;
    }

    void take() throws InterruptedException {
        acquireInterruptibly(1);
    }

    void give() {
        release(1);
    }
}
