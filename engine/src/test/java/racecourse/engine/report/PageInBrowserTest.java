package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import racecourse.engine.model.Scorecard;

/**
 * The page in a real browser. {@code -Dscreenshots=DIR} keeps pictures of it, to be looked at; the
 * environment variable {@code CHROMIUM} names a browser that is not on the path.
 */
class PageInBrowserTest {

  private static final String SECTION = "[id=\"traces/lock-order\"]";

  @TempDir static Path folder = Path.of("");
  private static @Nullable Chromium browser;

  @BeforeAll
  static void startBrowser() throws IOException, InterruptedException {
    Optional<Path> found = Chromium.find();
    assumeTrue(
        found.isPresent(),
        "There is no Chromium on this machine, so the page is not tried in a browser; install"
            + " chromium, or name it in the environment variable CHROMIUM.");
    browser = Chromium.start(found.orElseThrow(), folder.resolve("profile"));
  }

  @AfterAll
  static void endBrowser() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  private static Chromium open(String name, Scorecard card)
      throws IOException, InterruptedException {
    Chromium chromium = browser;
    if (chromium == null) {
      throw new IllegalStateException("The browser has not been started.");
    }
    Path file = folder.resolve(name);
    Files.writeString(file, HtmlPage.render(card, Samples.guide(), Samples.sources()));
    look(chromium, 1280, "light");
    chromium.open(file);
    return chromium;
  }

  private static void look(Chromium chromium, int width, String scheme)
      throws InterruptedException {
    chromium.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    chromium.call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "screen",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  @Test
  void theStepperWalksThroughTheSchedule() throws IOException, InterruptedException {
    Chromium page = open("traces.html", Samples.traces());
    String say = "document.querySelector('" + SECTION + " .say').textContent";
    String shown =
        "[...document.querySelectorAll('"
            + SECTION
            + " .state')].filter(s => !s.hidden).map(s => s.innerText).join()";
    assertThat(page.eval(say)).startsWith("Step 1 of 25: main ");

    for (int i = 0; i < 30; i++) {
      if (page.eval("document.querySelector('" + SECTION + " [data-go=\"1\"]').disabled")
          .equals("false")) {
        page.click(SECTION + " [data-go=\"1\"]");
      }
    }
    assertThat(page.eval(say))
        .startsWith("Step 25 of 25: updater 2 wants to lock log and waits, FakeDatabase.java line");
    assertThat(page.eval(shown))
        .contains("Threads after step 25")
        .containsPattern("reader\\s+FakeDatabase:29\\s+log\\s+waits to lock data")
        .containsPattern("updater 2\\s+FakeDatabase:17\\s+data\\s+waits to lock log")
        .containsPattern("value\\s+1");

    page.key("ArrowLeft");
    assertThat(page.eval(say)).startsWith("Step 24 of 25: reader wants to lock data");
    page.key("ArrowRight");
    assertThat(page.eval(say)).startsWith("Step 25 of 25");
    assertThat(page.eval("document.querySelectorAll('" + SECTION + " .step.now').length"))
        .isEqualTo("1");
    assertThat(page.eval("document.querySelector('" + SECTION + " .code tr.now td').textContent"))
        .isEqualTo("17");
    assertThat(page.eval("document.querySelector('" + SECTION + " .steps tr.now td').textContent"))
        .isEqualTo("25");
    assertThat(page.complaints()).isEmpty();
    pictures(page, "traces");
  }

  @Test
  void whatAScreenReaderHearsIsThere() throws IOException, InterruptedException {
    Chromium page = open("reader.html", Samples.traces());
    List<String> heard = new ArrayList<>();
    for (JsonNode node : page.call("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
      if (!node.path("ignored").asBoolean()) {
        heard.add(node.at("/role/value").asText() + " " + node.at("/name/value").asText().strip());
      }
    }
    assertThat(heard)
        .contains(
            "button ◀ Previous",
            "button Next ▶",
            "group Walk through the schedule",
            "table Scorecard",
            "table The schedule, step by step",
            "columnheader What it does",
            "rowheader reader",
            "region Traces lock-order");
    assertThat(heard)
        .anyMatch(words -> words.matches("(image|img|graphics-document) Traces, lock-order.*"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void withoutAScriptPictureAndTableStay() throws IOException, InterruptedException {
    Chromium page = open("first.html", Samples.traces());
    page.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    page.open(folder.resolve("first.html"));
    String text =
        page.call("DOMSnapshot.captureSnapshot", Map.of("computedStyles", List.of())).toString();
    page.call("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    assertThat(text).contains("closes the cycle", "The schedule, step by step");
    JsonNode root = page.call("DOM.getDocument", Map.of()).get("root");
    int picture = find(page, root, SECTION + " svg");
    assertThat(page.call("DOM.getBoxModel", Map.of("nodeId", picture)).at("/model/height").asInt())
        .isGreaterThan(300);
    int table = find(page, root, SECTION + " table.steps");
    assertThat(page.call("DOM.getBoxModel", Map.of("nodeId", table)).at("/model/height").asInt())
        .isGreaterThan(300);
    int stepper = find(page, root, SECTION + " .stepper");
    assertThat(
            page.call("DOM.getAttributes", Map.of("nodeId", stepper)).get("attributes").toString())
        .contains("hidden");
  }

  private static int find(Chromium page, JsonNode root, String selector)
      throws InterruptedException {
    return page.call(
            "DOM.querySelector", Map.of("nodeId", root.get("nodeId").asInt(), "selector", selector))
        .get("nodeId")
        .asInt();
  }

  @Test
  void whatAStudentNamedRunsNowhere() throws IOException, InterruptedException {
    Chromium page =
        open(
            "hostile.html",
            new Scorecard(List.of(Samples.hostile(), Samples.stuckFound(), Samples.raceFound())));
    assertThat(page.eval("document.scripts.length")).isEqualTo("1");
    assertThat(page.eval("document.querySelectorAll('.source b').length")).isEqualTo("0");
    assertThat(
            page.eval(
                "[...document.querySelectorAll('*')].filter(e => [...e.attributes]"
                    + ".some(a => a.name.startsWith('on') || a.name === 'style')).length"))
        .isEqualTo("0");
    assertThat(page.complaints()).isEmpty();
    pictures(page, "hostile");
  }

  @Test
  void nothingIsWiderThanANarrowWindow() throws IOException, InterruptedException {
    Chromium page = open("narrow.html", Samples.traces());
    look(page, 380, "light");
    assertThat(page.eval("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
  }

  /** Keeps pictures if they are asked for. */
  private static void pictures(Chromium page, String name)
      throws IOException, InterruptedException {
    String wanted = System.getProperty("screenshots", "");
    if (wanted.isEmpty()) {
      return;
    }
    Path to = Files.createDirectories(Path.of(wanted));
    for (String scheme : List.of("light", "dark")) {
      look(page, 1280, scheme);
      shoot(page, to.resolve(name + "-" + scheme + ".png"));
    }
    look(page, 420, "light");
    shoot(page, to.resolve(name + "-narrow.png"));
    look(page, 800, "light");
    page.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    shoot(page, to.resolve(name + "-print.png"));
  }

  private static void shoot(Chromium page, Path file) throws IOException, InterruptedException {
    String data =
        page.call(
                "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip(page)))
            .get("data")
            .asText();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  private static Map<String, Object> clip(Chromium page) throws InterruptedException {
    int width = Integer.parseInt(page.eval("document.documentElement.clientWidth"));
    int height = Integer.parseInt(page.eval("document.documentElement.scrollHeight"));
    return Map.of("x", 0, "y", 0, "width", width, "height", Math.min(height, 12000), "scale", 1);
  }
}
