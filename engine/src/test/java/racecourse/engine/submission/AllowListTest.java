package racecourse.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import racecourse.engine.child.Javac;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

class AllowListTest {
  @TempDir Path folder;

  private List<Finding> violations(String source, String... extra) throws IOException {
    Path classes = Javac.compile(folder, Map.of("racecourse/toy/Toy.java", source));
    ClassTree tree = ClassTree.read(classes, folder.resolve("fixture-sources"));
    return AllowList.violations(tree, Set.of(extra));
  }

  private List<Finding> inMethod(String body) throws IOException {
    return violations(
        """
        package racecourse.toy;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.concurrent.atomic.*;
        import java.util.concurrent.locks.*;
        import java.util.function.*;
        import java.util.stream.*;
        public class Toy {
          int field;
          void play() throws Throwable {
        %s
          }
        }
        """
            .formatted(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          System.exit(0);                                        | calls System.exit
          Runtime.getRuntime().exit(0);                          | calls Runtime.exit
          Runtime.getRuntime().halt(0);                          | calls Runtime.halt
          Runtime.getRuntime().addShutdownHook(new Thread());    | calls Runtime.addShutdownHook
          Runtime.getRuntime().exec("ls");                       | calls Runtime.exec
          new ProcessBuilder("ls").start();                      | uses java.lang.ProcessBuilder
          ProcessHandle.current();                               | uses java.lang.ProcessHandle
          Class.forName("java.lang.Runtime");                    | calls Class.forName
          Toy.class.getDeclaredFields();                         | calls Class.getDeclaredFields
          Toy.class.getMethods();                                | calls Class.getMethods
          getClass().getClassLoader();                           | calls Class.getClassLoader
          Toy.class.getModule();                                 | calls Class.getModule
          Toy.class.getProtectionDomain();                       | calls Class.getProtectionDomain
          Toy.class.getResourceAsStream("x");                    | calls Class.getResourceAsStream
          Toy.class.newInstance();                               | calls Class.newInstance
          ClassLoader.getSystemClassLoader();                    | uses java.lang.ClassLoader
          Thread.currentThread().getContextClassLoader();        | calls Thread.getContextClassLoader
          Thread.currentThread().getStackTrace();                | calls Thread.getStackTrace
          new Exception().getStackTrace();                       | calls Throwable.getStackTrace
          new RuntimeException().setStackTrace(null);            | calls Throwable.setStackTrace
          new java.util.logging.FileHandler("x");                | uses java.util.logging.FileHandler
          java.util.logging.LogManager.getLogManager().reset();  | uses java.util.logging.LogManager
          System.LoggerFinder.getLoggerFinder();                 | uses java.lang.System.LoggerFinder
          StackWalker.getInstance();                             | uses java.lang.StackWalker
          Thread.getAllStackTraces();                            | calls Thread.getAllStackTraces
          Thread.enumerate(new Thread[9]);                       | calls Thread.enumerate
          Thread.activeCount();                                  | calls Thread.activeCount
          Thread.currentThread().getThreadGroup().getParent();   | calls ThreadGroup.getParent
          Thread.currentThread().getThreadGroup().interrupt();   | calls ThreadGroup.interrupt
          Thread.currentThread().getThreadGroup().enumerate(new Thread[9]); | calls ThreadGroup.enumerate
          Thread.setDefaultUncaughtExceptionHandler(null);       | calls Thread.setDefaultUncaughtExceptionHandler
          Thread.currentThread().stop();                         | calls Thread.stop
          System.getProperty("java.class.path");                 | calls System.getProperty
          System.setProperty("a", "b");                          | calls System.setProperty
          System.getenv("PATH");                                 | calls System.getenv
          System.getenv();                                       | calls System.getenv
          System.setOut(null);                                   | calls System.setOut
          System.setSecurityManager(null);                       | calls System.setSecurityManager
          System.in.read();                                      | uses System.in
          System.load("x");                                      | calls System.load
          System.console();                                      | calls System.console
          Integer.getInteger("x");                               | calls Integer.getInteger
          Long.getLong("x");                                     | calls Long.getLong
          Boolean.getBoolean("x");                               | calls Boolean.getBoolean
          Locale.setDefault(Locale.ROOT);                        | calls Locale.setDefault
          TimeZone.setDefault(null);                             | calls TimeZone.setDefault
          new java.io.File("x");                                 | uses java.io.File
          new java.io.FileOutputStream("x");                     | uses java.io.FileOutputStream
          new java.io.FileOutputStream(java.io.FileDescriptor.out); | uses java.io.FileDescriptor
          new java.io.PrintStream("x");                          | calls new PrintStream
          new java.io.PrintWriter("x");                          | calls new PrintWriter
          new Formatter("x");                                    | calls new Formatter
          new Scanner(java.nio.file.Path.of("x"));               | uses java.nio.file.Path
          java.nio.file.Files.list(null);                        | uses java.nio.file.Files
          new java.io.ObjectInputStream(null);                   | uses java.io.ObjectInputStream
          new java.net.Socket("localhost", 1);                   | uses java.net.Socket
          java.net.InetAddress.getLocalHost();                   | uses java.net.InetAddress
          new java.net.URL("http://localhost").openStream();     | uses java.net.URL
          ServiceLoader.load(Runnable.class);                    | uses java.util.ServiceLoader
          ResourceBundle.getBundle("x");                         | uses java.util.ResourceBundle
          new java.util.zip.Deflater();                          | uses java.util.zip.Deflater
          java.lang.management.ManagementFactory.getRuntimeMXBean(); | uses java.lang.management.ManagementFactory
          java.lang.invoke.MethodHandles.lookup().findStatic(System.class, "exit", null); | calls MethodHandles.Lookup.findStatic
          java.lang.invoke.MethodHandles.lookup().unreflect(null); | calls MethodHandles.Lookup.unreflect
          java.lang.invoke.MethodHandles.privateLookupIn(Thread.class, null); | calls MethodHandles.privateLookupIn
          java.lang.reflect.Proxy.newProxyInstance(null, null, null); | uses java.lang.reflect.Proxy
          java.lang.ref.Cleaner.create();                        | uses java.lang.ref.Cleaner
          java.security.AccessController.getContext();           | uses java.security.AccessController
          IntConsumer c = System::exit;                          | calls System.exit
          Supplier<Object> s = Thread::getAllStackTraces;        | calls Thread.getAllStackTraces
          Function<String, Object> f = System::getProperty;      | calls System.getProperty
          Runnable r = () -> { Runnable q = () -> System.exit(1); q.run(); }; | calls System.exit
          Object o = java.net.Socket.class;                      | uses java.net.Socket
          Object o = new java.net.Socket[0];                     | uses java.net.Socket
          Object o = new java.net.Socket[1][1];                  | uses java.net.Socket
          Object o = (java.io.File) null;                        | uses java.io.File
          Object o = field; boolean b = o instanceof java.io.File; | uses java.io.File
          try { field++; } catch (java.lang.reflect.InaccessibleObjectException e) { } | uses java.lang.reflect.InaccessibleObjectException
          S\\u0079stem.e\\u0078it(0);                            | calls System.exit
          """)
  void doorsAreClosed(String statement, String expected) throws IOException {
    List<Finding> violations = inMethod(statement.replace("\\\\u", "\\u"));

    assertThat(violations).isNotEmpty();
    assertThat(violations)
        .allSatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.FORBIDDEN);
              assertThat(finding.file()).isEqualTo("racecourse/toy/Toy.java");
              assertThat(finding.line()).isEqualTo(11);
            });
    assertThat(violations).extracting(Finding::message).anyMatch(text -> text.contains(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Toy extends Thread { void x() { stop(); } }",
        "class Toy extends Thread { void x() { getContextClassLoader(); } }",
        "class Toy extends Thread { { getStackTrace(); } }",
        "class Base extends Thread {} class Toy extends Base { void x() { super.setContextClassLoader(null); } }",
        "class Toy extends java.util.concurrent.ForkJoinWorkerThread { Toy() { super(null); } void x() { getStackTrace(); } }",
        "class Toy extends Exception { Object x() { return getStackTrace(); } }",
        "class Toy extends ClassLoader {}",
        "class Toy extends java.security.SecureClassLoader {}",
        "class Toy implements java.lang.instrument.ClassFileTransformer {}",
        "class Toy { native void x(); }",
        "class Toy { protected void finalize() {} }",
        "class Toy { java.net.Socket field; }",
        "class Toy { void x(java.io.File f) {} }",
        "class Toy { java.io.File x() { return null; } }",
        "class Toy { void x() throws java.net.SocketException {} }",
        "record Toy(java.io.File f) {}",
        "@interface Toy { Class<?> value() default java.io.File.class; }",
        "class Toy { @Toy.A(java.io.File.class) void x() {} @interface A { Class<?> value(); } }",
        "class Toy { static { System.exit(0); } }",
        "class Toy { int x = System.identityHashCode(System.getenv()); }",
        "enum Toy { A { void x() { System.exit(0); } }; void x() {} }",
        "interface Toy { default void x() { System.exit(0); } }",
        "class Toy { class Inner { void x() { new Object() { { Runtime.getRuntime().halt(1); } }; } } }",
      })
  void doorsAreClosedEverywhere(String source) throws IOException {
    assertThat(violations("package racecourse.toy;\n" + source)).isNotEmpty();
  }

  @Test
  void whatAnExerciseNeedsCanBeOpened() throws IOException {
    String source =
        """
        package racecourse.toy;
        import java.io.*;
        import java.nio.file.*;
        class Toy {
          void x() throws IOException {
            Files.writeString(Path.of("x"), "y");
            try (Writer w = new FileWriter("x")) { w.write(1); }
            new ProcessBuilder("ls").start().destroy();
          }
        }
        """;

    assertThat(
            violations(
                source,
                "java.nio.file",
                "java.io",
                "java.lang.ProcessBuilder",
                "java.lang.Process"))
        .isEmpty();
  }

  @Test
  void theMessageSaysWhereAndWhy() throws IOException {
    assertThat(inMethod("\nSystem.exit(3);").get(0))
        .satisfies(
            finding -> {
              assertThat(finding.message())
                  .isEqualTo("Toy.java calls System.exit: code under test must not end the JVM.");
              assertThat(finding.line()).isEqualTo(12);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.out.println(1); System.err.printf(\"%d%n\", 2); System.out.print(String.format(\"%s\", this));",
        "String s = \"a\" + field + 1L + 'c' + this; System.out.println(s.formatted(1));",
        "new Exception().printStackTrace(); Thread.dumpStack();",
        "Thread t = new Thread(null, () -> {}, \"x\", 1 << 20); t.setDaemon(true); t.start(); t.join(10);",
        "Thread t = new Thread(Thread.currentThread().getThreadGroup(), () -> {}, \"x\"); t.setPriority(Thread.MAX_PRIORITY);",
        "Thread.currentThread().interrupt(); Thread.interrupted(); Thread.sleep(1); Thread.yield(); Thread.onSpinWait();",
        "Thread t = new Thread(); t.setUncaughtExceptionHandler((a, b) -> b.printStackTrace()); t.getState(); t.isAlive();",
        "if (Thread.currentThread().getState() == Thread.State.BLOCKED) field++;",
        "var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()); pool.submit(() -> 1).get(); pool.shutdown(); pool.awaitTermination(1, TimeUnit.SECONDS);",
        "ForkJoinPool.commonPool().invoke(new RecursiveTask<Integer>() { protected Integer compute() { return 1; } });",
        "CompletableFuture.supplyAsync(() -> 1).thenCombine(CompletableFuture.completedFuture(2), Integer::sum).orTimeout(1, TimeUnit.SECONDS).join();",
        "List.of(1, 2).parallelStream().map(x -> x + 1).collect(Collectors.toList()); IntStream.range(0, 3).boxed().toArray(Integer[]::new);",
        "var l = new ReentrantLock(true); Condition c = l.newCondition(); l.lockInterruptibly(); try { c.await(1, TimeUnit.SECONDS); c.signalAll(); } finally { l.unlock(); }",
        "new StampedLock().tryOptimisticRead(); LockSupport.parkNanos(this, 5); new ReentrantReadWriteLock().readLock().lock();",
        "new Semaphore(1).acquire(); new CountDownLatch(0).await(); new CyclicBarrier(1, () -> {}).await(); new Phaser(1).arrive(); new Exchanger<String>();",
        "BlockingQueue<Integer> q = new LinkedBlockingQueue<>(); q.put(1); q.poll(1, TimeUnit.MILLISECONDS); new SynchronousQueue<Integer>(); new LinkedTransferQueue<Integer>(); new DelayQueue<>();",
        "new AtomicInteger().updateAndGet(x -> x + 1); new LongAdder().increment(); new AtomicStampedReference<>(this, 1); AtomicIntegerFieldUpdater.newUpdater(Toy.class, \"field\");",
        "var h = java.lang.invoke.MethodHandles.lookup().findVarHandle(Toy.class, \"field\", int.class); h.compareAndSet(this, 0, 1); h.getAndAdd(this, 2); java.lang.invoke.VarHandle.fullFence();",
        "var h = java.lang.invoke.MethodHandles.arrayElementVarHandle(int[].class); h.setVolatile(new int[1], 0, 1);",
        "new java.util.Timer(true).schedule(new TimerTask() { public void run() { } }, 1); ThreadLocal.withInitial(ArrayList::new).get();",
        "ThreadLocalRandom.current().nextInt(); new SplittableRandom(1).nextInt(); new Random(1).ints(3).sum();",
        "switch (\"a\" + field) { case \"b\": field++; break; default: } switch (TimeUnit.DAYS) { case DAYS -> field++; default -> field--; }",
        "Object o = this; if (o instanceof Toy t && t.field > 0) field = t.field; assert field > 0 : \"x\";",
        "synchronized (Toy.class) { Toy.class.wait(1); Toy.class.notifyAll(); } synchronized (this) { notify(); }",
        "enum E { A, B } EnumMap<E, Integer> m = new EnumMap<>(E.class); m.put(E.valueOf(\"A\"), E.values().length); EnumSet.allOf(E.class);",
        "record R(int a, List<String> b) {} field = new R(1, List.of()).hashCode(); String s = new R(2, null).toString();",
        "java.time.Duration d = java.time.Duration.ofMillis(3); java.time.Instant.now().plus(d); Thread.sleep(d.toMillis()); System.nanoTime(); java.time.LocalDate.now();",
        "new java.math.BigInteger(\"1\").add(java.math.BigInteger.TEN); java.util.regex.Pattern.compile(\"a\").matcher(\"b\").find(); UUID.randomUUID(); Optional.of(1).orElseThrow();",
        "var w = new java.io.StringWriter(); new RuntimeException().printStackTrace(new java.io.PrintWriter(w)); new java.io.ByteArrayOutputStream().write(1);",
        "try { field++; } catch (StackOverflowError | OutOfMemoryError e) { throw new AssertionError(e); } finally { field--; }",
        "int[][] a = new int[3][4]; a.clone(); System.arraycopy(a, 0, a, 1, 1); Arrays.fill(a[0], 1); long[] b = new long[1]; b[0]++;",
        "Function<Integer, Function<Integer, Supplier<Integer>>> f = x -> y -> () -> x + y + field; f.apply(1).apply(2).get();",
        "Callable<Integer> c = () -> { try { return field; } finally { field++; } }; FutureTask<Integer> t = new FutureTask<>(c); t.run(); t.get();",
        "Iterator<Integer> i = new Iterator<>() { public boolean hasNext() { return false; } public Integer next() { throw new NoSuchElementException(); } }; i.forEachRemaining(x -> {});",
        "String n = getClass().getName() + getClass().getSimpleName(); Toy.class.cast(this); Objects.requireNonNull(n, \"n\");",
        "new String(\"x\".getBytes(java.nio.charset.StandardCharsets.UTF_8)); new Scanner(\"1 2\").nextInt(); Integer.parseInt(\"1\"); Long.valueOf(2);",
        "Object x = (Comparator<String> & java.io.Serializable) (a, b) -> 0;",
        "Integer[] g = (Integer[]) java.lang.reflect.Array.newInstance(Integer.class, 3); new java.lang.ref.WeakReference<>(this).get();",
        "Flow.Subscriber<Integer> s = null; new SubmissionPublisher<Integer>().subscribe(s); new ConcurrentHashMap<String, Integer>().merge(\"a\", 1, Integer::sum);",
        "var e = Executors.newScheduledThreadPool(1, r -> { Thread t = new Thread(r); t.setDaemon(true); return t; }); e.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS); e.shutdownNow();",
        "new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.CallerRunsPolicy()) { protected void afterExecute(Runnable r, Throwable t) { } }.shutdown();",
        "var log = java.util.logging.Logger.getLogger(Toy.class.getName()); log.info(\"a\"); log.log(java.util.logging.Level.FINE, \"{0}\", this); log.fine(() -> \"b\" + field);",
        "var log = java.util.logging.Logger.getLogger(\"x\"); log.setUseParentHandlers(false); log.addHandler(new java.util.logging.ConsoleHandler()); log.setLevel(java.util.logging.Level.ALL);",
        "System.Logger log = System.getLogger(\"x\"); log.log(System.Logger.Level.INFO, \"a {0}\", field);",
        "class My extends java.util.concurrent.locks.AbstractQueuedSynchronizer { protected boolean tryAcquire(int i) { return compareAndSetState(0, 1); } } new My().acquire(1);",
      })
  void rightDesignsAreNeverRefused(String statements) throws IOException {
    assertThat(inMethod(statements)).isEmpty();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void theLanguageOfLaterVersionsIsNotRefused() throws IOException {
    assertThat(
            violations(
                """
                package racecourse.toy;
                import java.util.*;
                import java.util.concurrent.*;
                class Toy {
                  record P(Object a, int b) {}
                  enum E { A, B }
                  sealed interface S permits X, Y {}
                  record X(int i) implements S {}
                  record Y(String s) implements S {}
                  void play() throws Exception {
                    Object o = this;
                    String s = switch (o) {
                      case null -> "null";
                      case Integer i when i > 3 -> "big";
                      case P(String a, int b) -> a + b;
                      case E e when e == E.A -> "a";
                      case String t -> t;
                      default -> "x";
                    };
                    S x = new X(1);
                    int n = switch (x) { case X(int i) -> i; case Y(var t) -> t.length(); };
                    E e = E.B;
                    int m = switch (e) { case A -> 1; case B -> 2; };
                    Object q = E.A;
                    int k = switch (q) { case E.A -> 1; case E.B -> 2; default -> 3; };
                    Thread v = Thread.ofVirtual().name("v").start(() -> {});
                    v.join(java.time.Duration.ofSeconds(1));
                    Thread.startVirtualThread(() -> {}).isVirtual();
                    Thread.ofPlatform().daemon().name("p", 1).factory();
                    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) { pool.submit(() -> 1); }
                    Thread.sleep(java.time.Duration.ofMillis(1));
                    List.of(1).reversed().getFirst();
                    Thread.currentThread().threadId();
                  }
                }
                """))
        .isEmpty();
  }
}
