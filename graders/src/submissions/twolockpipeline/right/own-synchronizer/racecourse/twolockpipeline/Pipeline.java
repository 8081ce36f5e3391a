package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Token room = new Token(true);
    private final Token mail = new Token(false);
    private T message;

    public void setMessage(T message) throws InterruptedException {
        room.take();
        this.message = message;
        mail.give();
    }

    public T getMessage() throws InterruptedException {
        mail.take();
        T result = message;
        room.give();
        return result;
    }
}
