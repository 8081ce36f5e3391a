package racecourse.fakedatabase;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

public class FakeDatabase {
    private record Letter(boolean update, CompletableFuture<Integer> answer) {
    }

    private final BlockingQueue<Letter> mailbox = new LinkedBlockingQueue<>();

    public FakeDatabase() {
        Thread owner = new Thread(this::answerLetters, "database");
        owner.setDaemon(true);
        owner.start();
    }

    private void answerLetters() {
        int value = 0;
        try {
            while (true) {
                Letter letter = mailbox.take();
                if (letter.update()) {
                    Thread.sleep(100);
                    value++;
                }
                letter.answer().complete(value);
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread
        }
    }

    private int ask(boolean update) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        mailbox.add(new Letter(update, answer));
        return answer.join();
    }

    public void update(String name) {
        ask(true);
    }

    public int value() {
        return ask(false);
    }
}
