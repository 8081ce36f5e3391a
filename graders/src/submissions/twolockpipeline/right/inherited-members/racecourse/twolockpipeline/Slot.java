package racecourse.twolockpipeline;

abstract class Slot<E> {
    private E content;

    public synchronized void setMessage(E message) throws InterruptedException {
        while (content != null) {
            wait();
        }
        content = message;
        notifyAll();
    }

    public synchronized E getMessage() throws InterruptedException {
        while (content == null) {
            wait();
        }
        E message = content;
        content = null;
        notifyAll();
        return message;
    }
}
