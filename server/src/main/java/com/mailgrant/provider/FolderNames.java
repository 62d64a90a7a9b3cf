package com.mailgrant.provider;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names that mail servers and mail programs give to folders, by the mailbox's language
 * (facts/microsoft365 4.4). Most are known from memory only, therefore a hit is a suggestion and
 * never more.
 */
public final class FolderNames {
  /** The role of each name, which is in lower case. */
  public static final Map<String, FolderRole> USUAL = names();

  private FolderNames() {}

  private static Map<String, FolderRole> names() {
    var names = new HashMap<String, FolderRole>();
    put(names, FolderRole.SENT, "Sent Items", "Sent", "Gesendete Elemente", "Gesendete Objekte");
    put(names, FolderRole.SENT, "Éléments envoyés", "Elementos enviados", "Posta inviata");
    put(names, FolderRole.SENT, "Elementi inviati", "Verzonden items", "Itens Enviados", "Skickat");
    put(names, FolderRole.SENT, "Sendt post", "Sendte elementer", "Lähetetyt", "Elementy wysłane");
    put(names, FolderRole.SENT, "Odeslaná pošta", "Elküldött elemek", "Gönderilmiş Öğeler");
    put(names, FolderRole.SENT, "Отправленные", "送信済みアイテム", "已发送邮件", "보낸 편지함");
    put(names, FolderRole.DELETED, "Deleted Items", "Deleted", "Gelöschte Elemente");
    put(names, FolderRole.DELETED, "Gelöschte Objekte", "Éléments supprimés", "Posta eliminata");
    put(names, FolderRole.DELETED, "Elementos eliminados", "Verwijderde items", "Itens Excluídos");
    put(names, FolderRole.DELETED, "Itens Eliminados", "Borttaget", "Slettet post", "Poistetut");
    put(names, FolderRole.DELETED, "Slettede elementer", "Elementy usunięte", "Odstraněná pošta");
    put(names, FolderRole.DELETED, "Törölt elemek", "Silinmiş Öğeler", "Удаленные", "削除済みアイテム");
    put(names, FolderRole.DELETED, "已删除邮件", "지운 편지함");
    put(names, FolderRole.DRAFT, "Drafts", "Entwürfe", "Brouillons", "Borradores", "Bozze");
    put(
        names,
        FolderRole.DRAFT,
        "Concepten",
        "Rascunhos",
        "Utkast",
        "Kladder",
        "Kladd",
        "Luonnokset");
    put(names, FolderRole.DRAFT, "Wersje robocze", "Koncepty", "Piszkozatok", "Taslaklar");
    put(names, FolderRole.DRAFT, "Черновики", "下書き", "草稿", "임시 보관함");
    put(
        names,
        FolderRole.JUNK,
        "Junk Email",
        "Junk E-mail",
        "Junk-E-Mail",
        "Junk",
        "Ongewenste e-mail");
    put(names, FolderRole.JUNK, "Courrier indésirable", "Correo no deseado", "Posta indesiderata");
    put(names, FolderRole.JUNK, "Lixo Eletrônico", "E-mail de Lixo", "Skräppost", "Uønsket mail");
    put(
        names,
        FolderRole.JUNK,
        "Søppelpost",
        "Roskaposti",
        "Wiadomości-śmieci",
        "Nevyžádaná pošta");
    put(names, FolderRole.JUNK, "Levélszemét", "Gereksiz E-posta", "Нежелательная почта");
    put(names, FolderRole.JUNK, "迷惑メール", "垃圾邮件", "정크 메일");
    put(
        names,
        FolderRole.ARCHIVE,
        "Archive",
        "Archiv",
        "Archivo",
        "Archivio",
        "Archief",
        "Arquivo");
    put(names, FolderRole.ARCHIVE, "Arquivo Morto", "Arkiv", "Arkisto", "Archiwum", "Archívum");
    put(names, FolderRole.ARCHIVE, "Arşiv", "Архив", "アーカイブ", "存档", "보관");
    put(names, FolderRole.SENT, "Sent Mail", "Sent Messages", "Gesendet", "Gesendete Nachrichten");
    put(names, FolderRole.SENT, "Envoyés", "Messages envoyés", "Enviados", "Enviadas", "Inviati");
    put(names, FolderRole.SENT, "Inviata", "Verzonden", "Verzonden berichten", "Sendt", "Odeslané");
    put(names, FolderRole.SENT, "Wysłane", "Elküldött", "Gönderilmiş");
    put(names, FolderRole.DELETED, "Trash", "Bin", "Deleted Messages", "Gelöscht", "Papierkorb");
    put(names, FolderRole.DELETED, "Gelöschte Nachrichten", "Corbeille", "Papelera", "Cestino");
    put(names, FolderRole.DELETED, "Prullenbak", "Lixeira", "Papperskorgen", "Papirkurv", "Kosz");
    put(names, FolderRole.DELETED, "Koš", "Kuka", "Lomtár", "Çöp Kutusu", "Корзина");
    put(names, FolderRole.DRAFT, "Draft", "Szkice");
    put(names, FolderRole.JUNK, "Spam", "Bulk Mail", "Spamverdacht", "Indésirables");
    put(names, FolderRole.ARCHIVE, "Archives");
    return Map.copyOf(names);
  }

  private static void put(Map<String, FolderRole> names, FolderRole role, String... folders) {
    for (String folder : folders) {
      names.put(folder.toLowerCase(Locale.ROOT), role);
    }
  }
}
