package racecourse.twolockpipeline;

/**
 * A pipeline with room for one message, between threads that produce messages and threads that consume them.
 *
 * <p>Any thread may call any method at any time; there may be several producers and several consumers. Messages are never
 * null. The story is in {@code README.md} beside this file.
 *
 * <p>"Blocks" means here: the thread waits without keeping a processor busy, and when it is interrupted while it waits, the
 * method throws {@link InterruptedException} and leaves the pipeline usable for everybody else.
 *
 * @param <T> what the messages are
 */
public class Pipeline<T> {

    // TODO: the one message, how to know whether it is there, and two things to wait for

    /** Makes an empty pipeline. */
    public Pipeline() {
    }

    /**
     * Puts a message into the pipeline. Blocks while the last message has not been taken; on an empty pipeline it returns at
     * once, without waiting for a consumer.
     *
     * @param message the message, not null
     * @throws InterruptedException if the thread is interrupted while it waits; the message is then not in the pipeline
     */
    public void setMessage(T message) throws InterruptedException {
        // TODO: wait for room, put the message in, tell whoever waits for a message
        throw new UnsupportedOperationException("setMessage() is not written yet");
    }

    /**
     * Takes the message out of the pipeline. Blocks while there is no message. Each message is taken by exactly one call, and
     * messages come out in the order in which they went in.
     *
     * @return the message
     * @throws InterruptedException if the thread is interrupted while it waits; it has then taken nothing
     */
    public T getMessage() throws InterruptedException {
        // TODO: wait for a message, take it out, tell whoever waits for room
        throw new UnsupportedOperationException("getMessage() is not written yet");
    }
}
