package racecourse.graders.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lines of an input stream, read by a daemon thread from the first question on until the stream
 * ends. It also reads what is no terminal: in an IDE a person types into a pipe.
 */
final class InputKeys implements Keys {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final InputStream in;
  private final boolean interactive;
  private boolean reading;

  InputKeys(InputStream in, boolean interactive) {
    this.in = in;
    this.interactive = interactive;
  }

  private void read() {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 64);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException closed) {
      // Then there are no more.
    }
  }

  @Override
  public boolean interactive() {
    return interactive;
  }

  @Override
  public Optional<String> poll(Duration longest) throws InterruptedException {
    if (!reading) {
      reading = true;
      Thread reader = new Thread(this::read, "racecourse keys");
      reader.setDaemon(true);
      reader.start();
    }
    return Optional.ofNullable(lines.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }
}
