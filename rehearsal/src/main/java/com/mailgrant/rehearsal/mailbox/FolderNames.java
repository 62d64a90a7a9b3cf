package com.mailgrant.rehearsal.mailbox;

import java.util.List;

/**
 * What Exchange calls its folders in the language of the mailbox (facts/microsoft365 4.4).
 *
 * @param drafts and the others: names on top level
 * @param others folders of the service that hold no mail: Calendar, Contacts and the like
 * @param customers a folder that a person made; holds one with an ampersand and an umlaut
 * @param projects a node of the tree that cannot be selected
 */
record FolderNames(
    String drafts,
    String sent,
    String deleted,
    String junk,
    String archive,
    List<String> others,
    String customers,
    String projects) {

  private static final FolderNames ENGLISH =
      new FolderNames(
          "Drafts",
          "Sent Items",
          "Deleted Items",
          "Junk Email",
          "Archive",
          List.of(
              "Outbox",
              "Conversation History",
              "Calendar",
              "Contacts",
              "Journal",
              "Notes",
              "Tasks"),
          "Customers",
          "Projects");

  private static final FolderNames GERMAN =
      new FolderNames(
          "Entwürfe",
          "Gesendete Elemente",
          "Gelöschte Elemente",
          "Junk-E-Mail",
          "Archiv",
          List.of(
              "Postausgang",
              "Aufgezeichnete Unterhaltungen",
              "Kalender",
              "Kontakte",
              "Journal",
              "Notizen",
              "Aufgaben"),
          "Kunden",
          "Projekte");

  private static final FolderNames FRENCH =
      new FolderNames(
          "Brouillons",
          "Éléments envoyés",
          "Éléments supprimés",
          "Courrier indésirable",
          "Archive",
          List.of(
              "Boîte d'envoi",
              "Historique des conversations",
              "Calendrier",
              "Contacts",
              "Journal",
              "Notes",
              "Tâches"),
          "Clients",
          "Projets");

  private static final FolderNames JAPANESE =
      new FolderNames(
          "下書き",
          "送信済みアイテム",
          "削除済みアイテム",
          "迷惑メール",
          "アーカイブ",
          List.of("送信トレイ", "会話の履歴", "予定表", "連絡先", "履歴", "メモ", "タスク"),
          "顧客",
          "プロジェクト");

  /** Personal mailboxes of Outlook.com have shorter ones. */
  private static final FolderNames PERSONAL =
      new FolderNames(
          "Drafts",
          "Sent",
          "Deleted",
          "Junk",
          "Archive",
          List.of("Outbox", "Calendar", "Contacts", "Journal", "Notes", "Tasks"),
          "Clubs",
          "Travels");

  static FolderNames personal() {
    return PERSONAL;
  }

  /** English where the language is not among ours. */
  static FolderNames of(String language) {
    return switch (language) {
      case "de" -> GERMAN;
      case "fr" -> FRENCH;
      case "ja" -> JAPANESE;
      default -> ENGLISH;
    };
  }
}
