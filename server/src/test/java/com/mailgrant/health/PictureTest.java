package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.health.ProofTable.Count;
import com.mailgrant.health.ProofTable.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @Test
  void thirty_days_are_shown_with_today_as_the_last() {
    var picture = Picture.of(List.of(), NOW);
    assertThat(picture.from()).isEqualTo(LocalDate.of(2026, 10, 25));
    assertThat(picture.to()).isEqualTo(TODAY);
    assertThat(picture.rows())
        .hasSize(2)
        .allSatisfy(row -> {
          assertThat(row.bars()).hasSize(30).allMatch(bar -> bar.css().equals("none"));
          assertThat(row.kind()).isEqualTo("none");
          assertThat(row.bars().getLast().x() + Picture.BAR).isLessThanOrEqualTo(picture.width());
        });
  }

  @Test
  void what_failed_stands_from_the_bottom_in_proportion_and_a_little_is_still_seen() {
    var picture =
        Picture.of(
            List.of(
                new Day(TODAY.minusDays(1), new Count(24, 12), new Count(24, 24)),
                new Day(TODAY, new Count(1_000, 1), new Count(24, 0))),
            NOW);
    var reading = picture.rows().get(0).bars();
    var sending = picture.rows().get(1).bars();
    assertThat(reading.get(28).failedHeight()).isEqualTo(16);
    assertThat(reading.get(28).failedY()).isEqualTo(16);
    assertThat(sending.get(28).failedHeight()).isEqualTo(32);
    assertThat(reading.get(29).failedHeight()).isEqualTo(4);
    assertThat(sending.get(29).failedHeight()).isZero();
    assertThat(sending.get(29).css()).isEqualTo("good");
  }

  @Test
  void the_picture_can_be_read_without_seeing_it() {
    var picture =
        Picture.of(
            List.of(
                new Day(TODAY.minusDays(1), new Count(24, 6), new Count(24, 0)),
                new Day(TODAY, new Count(1, 0), new Count(1, 0))),
            NOW);
    var reading = picture.rows().get(0);
    assertThat(reading.kind()).isEqualTo("part");
    assertThat(reading.proved()).isEqualTo(2);
    assertThat(reading.failed()).isEqualTo(1);
    assertThat(picture.rows().get(1).kind()).isEqualTo("good");
    assertThat(reading.bad()).hasSize(1);
    assertThat(reading.bad().getFirst().count()).isEqualTo(new Count(24, 6));
    assertThat(reading.bad().getFirst().percentFailed()).isEqualTo(25);
    assertThat(reading.bars().getLast().percentFailed()).isZero();
  }
}
