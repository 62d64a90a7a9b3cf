package com.mailgrant.bench;

/** Something to measure, with what it is measured against. */
interface Benchmark {
  /** As {@code bench/run} takes it. */
  String name();

  /**
   * Measures.
   *
   * @param quick whether small sizes will do
   */
  void run(boolean quick, Figures figures) throws Exception;
}
