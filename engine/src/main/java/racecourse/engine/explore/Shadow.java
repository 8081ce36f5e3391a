package racecourse.engine.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the explorer knows of one object in one execution: its monitor, the history published
 * through it, and who accessed its fields.
 */
final class Shadow {
  /**
   * The execution this knowledge belongs to; objects that outlive an execution start again with a
   * blank one.
   */
  final Execution execution;

  final Object object;

  // The monitor (JLS 17.1).
  @Nullable Strand owner;
  int holds;
  @Nullable List<Strand> waitSet;

  /**
   * History released through the monitor, or through any volatile part of a copied JDK object; null
   * if none.
   */
  @Nullable Clock released;

  /**
   * A name for the object that is the same in every execution that comes to the same state; 0 until
   * it is first seen.
   */
  long id;

  /** How often its synchronisation state has changed. */
  int version;

  /** History released by field updaters, of whichever field; null if none. */
  @Nullable Clock updated;

  private @Nullable Map<Integer, Clock> volatiles;
  private Access[] fields = NONE;
  private int fieldCount;
  private @Nullable Map<Integer, Access> elements;

  /** The collection this object is a view or an iterator of; null if of none. */
  @Nullable Object viewOf;

  private static final Access[] NONE = new Access[0];

  Shadow(Execution execution, Object object) {
    this.execution = execution;
    this.object = object;
  }

  List<Strand> waitSet() {
    if (waitSet == null) {
      waitSet = new ArrayList<>(2);
    }
    return waitSet;
  }

  Clock released() {
    if (released == null) {
      released = new Clock();
    }
    return released;
  }

  Clock updated() {
    if (updated == null) {
      updated = new Clock();
    }
    return updated;
  }

  /** Adds what was released through all volatile fields. */
  void joinVolatiles(Clock clock) {
    if (volatiles != null) {
      for (Clock each : volatiles.values()) {
        clock.join(each);
      }
    }
  }

  /** The history released through one volatile field of the student's. */
  Clock volatileField(int field) {
    if (volatiles == null) {
      volatiles = new HashMap<>(4);
    }
    return volatiles.computeIfAbsent(field, any -> new Clock());
  }

  /** Who accessed this plain field. */
  Access field(int field) {
    for (int i = 0; i < fieldCount; i++) {
      if (fields[i].field == field) {
        return fields[i];
      }
    }
    if (fieldCount == fields.length) {
      fields = java.util.Arrays.copyOf(fields, fieldCount + 4);
    }
    Access access = new Access(this, field);
    fields[fieldCount++] = access;
    return access;
  }

  /** Who accessed this element of an array. */
  Access element(int index) {
    if (elements == null) {
      elements = new HashMap<>();
    }
    return elements.computeIfAbsent(index, each -> new Access(this, each));
  }

  /**
   * The last accesses of one variable, after FastTrack (Flanagan and Freund, PLDI 2009), reads kept
   * per strand.
   */
  static final class Access {
    final Shadow shadow;
    final int field;
    @Nullable Strand writer;
    int writeTime;
    int writeSite;
    boolean writeAtomic;
    private final ArrayDeque<Read> reads = new ArrayDeque<>(2);

    Access(Shadow shadow, int field) {
      this.shadow = shadow;
      this.field = field;
    }

    /** A read by this strand that is not known to come before. */
    @Nullable Read readUnknownTo(Strand strand) {
      for (Read read : reads) {
        if (read.strand != strand && strand.clock.at(read.strand.number) < read.time) {
          return read;
        }
      }
      return null;
    }

    void wrote(Strand strand, int site, boolean atomic) {
      writer = strand;
      writeTime = strand.clock.at(strand.number);
      writeSite = site;
      writeAtomic = atomic;
      // Reads stay: a later write must be ordered after them as well, and they may not be ordered
      // by this one if it was atomic.
      if (!atomic) {
        reads.clear();
      }
    }

    void read(Strand strand, int site, boolean atomic) {
      if (atomic) {
        return;
      }
      for (Read read : reads) {
        if (read.strand == strand) {
          read.time = strand.clock.at(strand.number);
          read.site = site;
          return;
        }
      }
      reads.add(new Read(strand, strand.clock.at(strand.number), site));
    }
  }

  /** The last read of a variable by one strand. */
  static final class Read {
    final Strand strand;
    int time;
    int site;

    Read(Strand strand, int time, int site) {
      this.strand = strand;
      this.time = time;
      this.site = site;
    }
  }
}
