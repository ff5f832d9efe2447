import { changeTheme, type Language, language, languages, theme, themes } from '@sitecast/ui';
import { changeLanguage, t } from '../i18n/i18n.ts';
import { Choice } from '../ui/Choice.tsx';

/** In which language and in which light: remembered by this browser. */
export function Preferences() {
  return (
    <div class="flex w-full gap-3 sm:w-80">
      <Choice
        label={t('shell.language')}
        value={language()}
        onChange={(value) => void changeLanguage(value)}
        options={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value] }))}
      />
      <Choice
        label={t('shell.theme')}
        value={theme()}
        onChange={changeTheme}
        options={themes.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
      />
    </div>
  );
}
