package com.mailgrant.provider.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.provider.FolderNames;
import com.mailgrant.provider.FolderRole;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Names of resources and folders. */
class MicrosoftNamesTest {
  /** Providers of this shape elsewhere have a resource of their own. */
  @Test
  void a_token_for_the_resource_of_a_declared_cloud_is_right() {
    assertThat(
            MicrosoftTokens.isForMail(
                "https://outlook.office365.us/", MicrosoftClouds.CORPORATE.getFirst()))
        .isFalse();
    assertThat(MicrosoftTokens.isForMail("https://outlook.office.com", null)).isTrue();
    var government = MicrosoftClouds.CORPORATE.get(1);
    assertThat(MicrosoftTokens.isForMail("https://outlook.office365.us/", government)).isTrue();
  }

  @Test
  void folder_names_of_many_languages_are_known() {
    for (var name :
        new String[] {
          "Sent Items", "Gesendete Elemente", "Éléments envoyés", "送信済みアイテム", "Отправленные"
        }) {
      assertThat(FolderNames.USUAL).containsEntry(name.toLowerCase(Locale.ROOT), FolderRole.SENT);
    }
    assertThat(FolderNames.USUAL.keySet())
        .allSatisfy(name -> assertThat(name).isEqualTo(name.toLowerCase(Locale.ROOT)));
    assertThat(FolderNames.USUAL.keySet())
        .doesNotContainAnyElementsOf(ExchangeFolders.WITHOUT_MAIL);
  }
}
