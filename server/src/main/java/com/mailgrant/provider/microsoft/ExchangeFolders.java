package com.mailgrant.provider.microsoft;

import java.util.List;

/** Folders of Exchange that only look like folders of mail. */
final class ExchangeFolders {
  /** Listed like folders, but they hold appointments, people and so on. */
  static final List<String> WITHOUT_MAIL =
      List.of(
          "calendar",
          "contacts",
          "journal",
          "notes",
          "tasks",
          "conversation history",
          "sync issues",
          "kalender",
          "kontakte",
          "notizen",
          "aufgaben",
          "calendrier",
          "contacts",
          "tâches",
          "予定表",
          "連絡先",
          "仕事",
          "メモ");

  private ExchangeFolders() {}
}
