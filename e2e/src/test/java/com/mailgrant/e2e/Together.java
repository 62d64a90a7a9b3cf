package com.mailgrant.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The same with many, some at a time: what waits for servers need not wait in a row. */
final class Together {
  private static final int AT_ONCE = 6;

  private Together() {}

  /** What came of each, in their order; fails with the first that failed. */
  static <T> List<T> all(List<? extends Callable<T>> tasks) throws Exception {
    try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
      var results = new ArrayList<T>();
      for (var running : executor.invokeAll(tasks)) {
        results.add(running.get());
      }
      return results;
    }
  }
}
