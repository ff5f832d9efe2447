import { languageCodes, languages } from '@sitecast/i18n';
import { changeTheme, language, theme, themes } from '@sitecast/ui';
import { changeLanguage, t } from '../i18n/i18n.ts';
import { Choice } from '../ui/Choice.tsx';

/** Language and theme, stored in the browser. */
export function Preferences() {
  return (
    <div class="flex w-full gap-3 sm:w-80">
      <Choice
        label={t('portalShell.language')}
        value={language()}
        onChange={(value) => void changeLanguage(value)}
        options={languageCodes.map((value) => ({ value, label: languages[value] }))}
      />
      <Choice
        label={t('portalShell.theme')}
        value={theme()}
        onChange={changeTheme}
        options={themes.map((value) => ({ value, label: t(`portalShell.themes.${value}`) }))}
      />
    </div>
  );
}
