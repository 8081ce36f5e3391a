package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One tab of a headless Chromium, driven through its DevTools protocol, which the JDK's own client
 * can speak. Used by one thread.
 */
final class Chromium implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private String session = "";
  private int calls;

  private Chromium(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Listener())
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /** The browser of this machine, if there is one. */
  static Optional<Path> find() {
    String named = System.getenv().getOrDefault("CHROMIUM", "");
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(
                folder ->
                    Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(folder, name)));
    return Stream.concat(named.isEmpty() ? Stream.of() : Stream.of(Path.of(named)), onPath)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser with a profile of its own and opens a tab. */
  static Chromium start(Path browser, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String prefix = "DevTools listening on ";
    String line = errors.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = errors.readLine();
    }
    if (line == null) {
      throw new IOException("Chromium ended before it listened.");
    }
    Thread drain = new Thread(() -> errors.lines().forEach(ignored -> {}), "chromium's log");
    drain.setDaemon(true);
    drain.start();
    Chromium chromium = new Chromium(process, URI.create(line.substring(prefix.length())));
    String target =
        chromium.call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    chromium.session =
        chromium
            .call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Accessibility")) {
      chromium.call(domain + ".enable", Map.of());
    }
    return chromium;
  }

  /** Whatever the page complained about: exceptions, refused contents, errors. */
  List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  /** Opens a file and waits until it is loaded. */
  void open(Path page) throws InterruptedException {
    events.clear();
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    String event;
    do {
      event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).as("the page was not loaded").isNotNull();
    } while (!"Page.loadEventFired".equals(event));
  }

  /** The value of an expression in the page, as text. */
  String eval(String expression) throws InterruptedException {
    JsonNode answer =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    assertThat(answer.has("exceptionDetails")).as("%s: %s", expression, answer).isFalse();
    return answer.get("result").path("value").asText();
  }

  /** Presses and releases a key. */
  void key(String key) throws InterruptedException {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key));
    }
  }

  /** Clicks into the middle of the first element that a selector finds, as a mouse does. */
  void click(String selector) throws InterruptedException {
    String[] at =
        eval("(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return (r.x + r.width / 2) + ' ' + (r.y + r.height / 2); })()")
            .split(" ");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              Double.parseDouble(at[0]),
              "y",
              Double.parseDouble(at[1]),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
    ObjectNode message = JSON.createObjectNode();
    int id = ++calls;
    message.put("id", id).put("method", method).set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).orTimeout(60, TimeUnit.SECONDS).join();
    while (true) {
      JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(answer).as("Chromium does not answer %s", method).isNotNull();
      if (answer.get("id").asInt() == id) {
        assertThat(answer.has("error")).as("%s: %s", method, answer).isFalse();
        return answer.get("result");
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(webSocket, data, last);
    }

    private void take(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        if (node.has("id")) {
          answers.add(node);
          return;
        }
        String method = node.path("method").asText();
        boolean complaint =
            method.equals("Runtime.exceptionThrown")
                || (method.equals("Log.entryAdded")
                    && !node.at("/params/entry/level").asText().equals("info"))
                || (method.equals("Runtime.consoleAPICalled"));
        if (complaint) {
          complaints.add(message);
        }
        events.add(method);
      } catch (IOException e) {
        complaints.add("Chromium said something that is no JSON: " + message);
      }
    }
  }
}
